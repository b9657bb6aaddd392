"""Makes the model folders of src/test/resources/golden/huggingface: tiny models with random weights, as transformers saves
them, and nll.json, the nll that transformers finds in each (nats, one for each token that follows token 0).

    python huggingface_models.py src/test/resources/golden/huggingface

Made with torch 2.15.0 and transformers 5.24.0.
"""
import json, pathlib, shutil, sys

import torch
from transformers import (AutoModelForCausalLM, GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM, StableLmConfig,
                          StableLmForCausalLM, Starcoder2Config, Starcoder2ForCausalLM)

out = pathlib.Path(sys.argv[1])
V, END = 19, 0
gpt2 = dict(vocab_size=V, n_positions=16, n_embd=8, n_head=2, bos_token_id=END, eos_token_id=END, initializer_range=0.4)
llama = dict(vocab_size=V, hidden_size=8, intermediate_size=12, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
             max_position_embeddings=16, bos_token_id=END, eos_token_id=END, initializer_range=0.4)
models = {
    "gpt2": (GPT2LMHeadModel, GPT2Config(n_layer=2, **gpt2), torch.float32, "1GB"),
    "gpt2-f16": (GPT2LMHeadModel, GPT2Config(n_layer=1, n_inner=20, layer_norm_epsilon=1e-3, tie_word_embeddings=False, **gpt2), torch.float16, "1GB"),
    "llama-bf16": (LlamaForCausalLM, LlamaConfig(tie_word_embeddings=True, **llama), torch.bfloat16, "1GB"),
    "llama-parts": (LlamaForCausalLM, LlamaConfig(tie_word_embeddings=False, attention_bias=True, mlp_bias=True, rms_norm_eps=1e-2,
                                                  rope_parameters={"rope_theta": 50.0, "rope_type": "default"}, **llama), torch.float32, "3KB"),
    "starcoder2": (Starcoder2ForCausalLM, Starcoder2Config(hidden_act="gelu_pytorch_tanh", sliding_window=None, **llama), torch.float32, "1GB"),
    "stablelm": (StableLmForCausalLM, StableLmConfig(partial_rotary_factor=1.0, **llama), torch.float32, "1GB"),
}
torch.manual_seed(5)
ids = torch.randint(1, V, (15,)).tolist()
found = {"torch": torch.__version__, "ids": ids}
for name, (kind, config, dtype, part) in models.items():
    model = kind(config)
    with torch.no_grad():
        for p in model.parameters():  # gains and biases too, which begin as ones and zeros
            if p.dim() == 1:
                p.add_(0.3 * torch.randn_like(p))
    shutil.rmtree(out / name, ignore_errors=True)
    model.to(dtype).save_pretrained(out / name, max_shard_size=part)
    (out / name / "generation_config.json").unlink()
    saved = AutoModelForCausalLM.from_pretrained(out / name, dtype=torch.float32).eval()
    with torch.no_grad():
        p = torch.log_softmax(saved(torch.tensor([[END] + ids])).logits[0].double(), -1)
    found[name] = [-p[i, t].item() for i, t in enumerate(ids)]
(out / "nll.json").write_text(json.dumps(found, indent=1) + "\n")
