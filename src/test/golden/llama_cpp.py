"""Golden files for GgufGoldenTest: two tiny models as the Python package gguf writes them.

    pip install gguf==0.19.0 && python src/test/golden/llama_cpp.py src/test/resources/golden/gguf

Element i of the model's p-th parameter is ((37·i + 11·p) mod 101 − 50) / 64. Keys, names and the order of rows are those of
llama.cpp's convert_hf_to_gguf.py. The package's reader reads each file back.
"""
import json, pathlib, sys

import gguf
import numpy as np

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
END = "<|endoftext|>"


def alphabet():
    """GPT-2's character for each byte."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = iter(range(256, 512))
    return [chr(b if b in plain else next(rest)) for b in range(256)]


MERGES = [["t", "h"], ["Ġ", "th"]]
TOKENS = alphabet() + ["".join(m) for m in MERGES] + [END]
tokenizer = {
    "version": "1.0", "truncation": None, "padding": None,
    "added_tokens": [{"id": len(TOKENS) - 1, "content": END, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}],
    "normalizer": None,
    "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
    "post_processor": None,
    "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
    "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False, "ignore_merges": False,
              "vocab": {t: i for i, t in enumerate(TOKENS)}, "merges": MERGES},
}
(folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
V = len(TOKENS)


def parameters(*shapes):
    """The model's parameters in its order."""
    for p, shape in enumerate(shapes):
        yield (((37 * np.arange(np.prod(shape)) + 11 * p) % 101 - 50) / 64).astype(np.float32).reshape(shape)


def write(name, arch, kind, keys, tensors):
    path = folder / f"{name}.gguf"
    w = gguf.GGUFWriter(path, arch)
    w.add_type("model"); w.add_name(name)
    w.add_file_type({"F16": gguf.LlamaFileType.MOSTLY_F16, "Q8_0": gguf.LlamaFileType.MOSTLY_Q8_0}[kind])
    w.add_quantization_version(gguf.GGML_QUANT_VERSION)
    keys(w)
    w.add_tokenizer_model("gpt2"); w.add_tokenizer_pre("gpt-2")
    w.add_token_list(TOKENS); w.add_token_types([gguf.TokenType.NORMAL] * (V - 1) + [gguf.TokenType.CONTROL]); w.add_token_merges([" ".join(m) for m in MERGES])
    w.add_bos_token_id(V - 1); w.add_eos_token_id(V - 1); w.add_add_bos_token(True)
    for tensor, x in tensors.items():
        single = x.ndim == 1 or tensor == "position_embd.weight"
        q = gguf.GGMLQuantizationType["F32" if single else kind]
        w.add_tensor(tensor, gguf.quants.quantize(x, q), raw_dtype=q)
    w.write_header_to_file(); w.write_kv_data_to_file(); w.write_tensors_to_file(); w.close()
    r = gguf.GGUFReader(path)
    for t in r.tensors:
        back = gguf.quants.dequantize(t.data, t.tensor_type).reshape(tensors[t.name].shape)
        assert np.abs(back - tensors[t.name]).max() <= (2e-3 if kind == "F16" else 0.79 / 254 + 1e-3), t.name
    print(path, len(r.fields), "fields", len(r.tensors), "tensors")


def gpt2_keys(w):
    w.add_block_count(1); w.add_context_length(4); w.add_embedding_length(8); w.add_feed_forward_length(32); w.add_head_count(2); w.add_layer_norm_eps(1e-5)


C, F = 8, 32
names = "token_embd.weight position_embd.weight blk.0.attn_norm.weight blk.0.attn_norm.bias blk.0.attn_qkv.weight blk.0.attn_qkv.bias blk.0.attn_output.weight blk.0.attn_output.bias " \
        "blk.0.ffn_norm.weight blk.0.ffn_norm.bias blk.0.ffn_up.weight blk.0.ffn_up.bias blk.0.ffn_down.weight blk.0.ffn_down.bias output_norm.weight output_norm.bias".split()
write("gpt2-f16", "gpt2", "F16", gpt2_keys, dict(zip(names, parameters((V, C), (4, C), (C,), (C,), (3 * C, C), (3 * C,), (C, C), (C,), (C,), (C,), (F, C), (F,), (C, F), (C,), (C,), (C,)))))


def llama_keys(w):
    w.add_block_count(1); w.add_context_length(4); w.add_embedding_length(32); w.add_feed_forward_length(96); w.add_head_count(4)
    w.add_head_count_kv(2); w.add_layer_norm_rms_eps(1e-5); w.add_rope_freq_base(10000.0); w.add_rope_dimension_count(8); w.add_vocab_size(V)


def permute(x, heads):
    return x.reshape(heads, 2, x.shape[0] // heads // 2, -1).swapaxes(1, 2).reshape(x.shape)


C, F = 32, 96
embedding, norm1, qkv, attended, norm2, gate_up, down, norm, head = parameters((V, C), (C,), (64, C), (C, C), (C,), (2 * F, C), (C, F), (C,), (V, C))
write("llama-q8_0", "llama", "Q8_0", llama_keys, {
    "token_embd.weight": embedding, "blk.0.attn_norm.weight": norm1,
    "blk.0.attn_q.weight": permute(qkv[:32], 4), "blk.0.attn_k.weight": permute(qkv[32:48], 2), "blk.0.attn_v.weight": qkv[48:],
    "blk.0.attn_output.weight": attended, "blk.0.ffn_norm.weight": norm2, "blk.0.ffn_gate.weight": gate_up[:F], "blk.0.ffn_up.weight": gate_up[F:],
    "blk.0.ffn_down.weight": down, "output_norm.weight": norm, "output.weight": head})
