// SPDX-License-Identifier: Apache-2.0
// Times llama.cpp through the npm package node-llama-cpp: node bench_llama_cpp.mjs PACKAGE_FOLDER MODEL.gguf THREADS
// PREFILL TOKENS. Prints one JSON object: seconds of a prefill (best of five) and of one generated token (median).
import {pathToFileURL} from "node:url";
import path from "node:path";

const [folder, modelPath, threads, prefill, tokens] = process.argv.slice(2);
const {getLlama, LlamaLogLevel} =
    await import(pathToFileURL(path.join(folder, "node_modules/node-llama-cpp/dist/index.js")));
const llama = await getLlama({gpu: false, logLevel: LlamaLogLevel.error, maxThreads: Number(threads),
                              build: "never"});
const model = await llama.loadModel({modelPath});
const context = await model.createContext({contextSize: 1024, batchSize: 512, threads: Number(threads)});
const sequence = context.getSequence();
const prompt = Array.from({length: Number(prefill)}, (_, i) => 100 + (i * 7919) % 40000);

let best = Infinity;
for (let round = 0; round < 5; ++round) {
    await sequence.clearHistory();
    const start = performance.now();
    await sequence.evaluateWithoutGeneratingNewTokens(prompt);
    best = Math.min(best, (performance.now() - start) / 1000);
}
await sequence.clearHistory();
const seconds = [];
let last = null;
// A temperature, and no grammar: what is drawn does not matter, only that drawing is cheap.
for await (const token of sequence.evaluate(prompt.slice(0, 16), {temperature: 0, yieldEogToken: true})) {
    const now = performance.now();
    if (last !== null) seconds.push((now - last) / 1000);
    last = now;
    if (seconds.length >= Number(tokens)) break;
}
seconds.sort((a, b) => a - b);
console.log(JSON.stringify({prefill: best, token: seconds[Math.floor(seconds.length / 2)]}));
process.exit(0);
