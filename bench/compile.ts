import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hex } from 'viem'

export type CompileParameters = {
  /** The file, in `contracts/` or in a package. */
  file: string
  contract: string
  /** The package that is the compiler. */
  compiler: 'solc' | 'solc-0.8.20' | 'solc-0.8.26'
  optimizerRuns: number
  evmVersion: string
  viaIR?: boolean
  remappings?: string[]
}

type Compiler = { compile(input: string, callbacks: { import(path: string): { contents: string } }): string }
type Output = {
  errors?: { severity: string; formattedMessage: string }[]
  contracts?: Record<string, Record<string, { evm: { bytecode: { object: string } } }>>
}

const require = createRequire(import.meta.url)
const folder = fileURLToPath(new URL('.', import.meta.url))
const cache = join(folder, 'node_modules/.cache/bench')

/** The creation code of a contract, compiled with the settings given; kept until the file, a package or a setting changes. */
export function compile(parameters: CompileParameters): Hex {
  const { file, contract, compiler, optimizerRuns, evmVersion, viaIR = false, remappings = [] } = parameters
  const lock = readFileSync(join(folder, 'package-lock.json'))
  const content = readFileSync(locate(file))
  const name = createHash('sha256').update(JSON.stringify(parameters)).update(lock).update(content).digest('hex')
  const kept = join(cache, name)
  if (existsSync(kept)) return readFileSync(kept, 'utf8') as Hex

  const input = {
    language: 'Solidity',
    sources: { [file]: { content: content.toString() } },
    settings: {
      optimizer: { enabled: true, runs: optimizerRuns },
      evmVersion,
      viaIR,
      remappings,
      outputSelection: { [file]: { [contract]: ['evm.bytecode.object'] } },
    },
  }
  const solc: Compiler = require(compiler)
  const imports = { import: (path: string) => ({ contents: readFileSync(locate(path), 'utf8') }) }
  const output: Output = JSON.parse(solc.compile(JSON.stringify(input), imports))
  const object = output.contracts?.[file]?.[contract]?.evm.bytecode.object
  if (!object)
    throw new Error(`${file} does not compile:\n${output.errors?.map(error => error.formattedMessage).join('\n')}`)
  mkdirSync(cache, { recursive: true })
  writeFileSync(kept, `0x${object}`)
  return `0x${object}`
}

function locate(file: string): string {
  return join(folder, file.startsWith('contracts/') ? '' : 'node_modules', file)
}
