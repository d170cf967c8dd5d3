#!/usr/bin/env node
// forge calls this in place of a native solc: the wasm compiler from npm behind the two flags forge uses.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import solc from 'solc'

if (process.argv.includes('--version')) {
  const version = solc.version().replace('Emscripten.clang', 'Linux.g++')
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${version}`)
} else {
  // The compiler looks up every function that may throw in a table, and that lookup takes longer than the function: half
  // of all time without this memory.
  const lookUp = WebAssembly.Table.prototype.get
  const functions = []
  WebAssembly.Table.prototype.get = function (index) {
    functions[index] ??= lookUp.call(this, index)
    return functions[index]
  }
  // forge names a package's own imports by absolute path but its sources by relative ones; the wasm compiler, which
  // reads no files, would not find them.
  const packages = resolve('../node_modules')
  process.stdout.write(solc.compile(readFileSync(0, 'utf8').replaceAll(`"${packages}/`, '"../node_modules/')))
}
