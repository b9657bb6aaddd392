"""Generates tokens with llama.cpp, as GenerationBench does with Isotope: python llama_cpp_bench.py MODEL.gguf THREADS.

For each line of standard input a document of as many tokens as the line says, always the likeliest token. Writes the seconds that it
took, and those of the processor.
Calls llama_decode itself, a token at a time, with keys and values in single precision: as Isotope has them, and without
the copies that the Python class makes.
"""
import ctypes, sys, time

import llama_cpp as l
import numpy as np

l.llama_backend_init()
quiet = l.llama_log_callback(lambda level, text, data: None)
l.llama_log_set(quiet, None)
model = l.llama_model_load_from_file(sys.argv[1].encode(), l.llama_model_default_params())
vocabulary = l.llama_model_get_vocab(model)
params = l.llama_context_default_params()
params.n_ctx = 0  # as in the file
params.n_threads = params.n_threads_batch = int(sys.argv[2])
params.type_k = params.type_v = l.GGML_TYPE_F32
context = l.llama_init_from_model(model, params)
size, first = l.llama_vocab_n_tokens(vocabulary), l.llama_vocab_bos(vocabulary)
token = (l.llama_token * 1)()
for line in sys.stdin:
    start, cpu = time.perf_counter(), time.process_time()
    l.llama_memory_clear(l.llama_get_memory(context), True)
    token[0] = first
    for _ in range(int(line)):
        if l.llama_decode(context, l.llama_batch_get_one(token, 1)):
            sys.exit("llama_decode failed")
        token[0] = int(np.ctypeslib.as_array(l.llama_get_logits_ith(context, -1), (size,)).argmax())
    print(time.perf_counter() - start, time.process_time() - cpu, flush=True)
