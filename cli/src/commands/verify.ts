import { existsSync, readFileSync, statSync } from 'node:fs'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import { limits } from '@concordat/sdk/proof/limits.ts'
import { type VerifyOptions, verifyBundle } from '@concordat/sdk/proof/verifyBundle.ts'
import type { Command } from 'commander'
import { type Hex, isHex } from 'viem'
import { showVerdict } from './showVerdict.ts'

type Options = { genesis?: string; agreement?: string; quorum?: string }

const example = `
Reads nothing but the file: works with the network and every chain off. Ends with 1 when anything fails.
A file can be sound and about something else: name what you know of it.

Examples:
  $ concordat verify harbour-road.proof.json
  $ concordat verify harbour-road.proof.json --agreement 0x5f… --quorum 0x31… --genesis 0xbc2c…
  $ concordat verify harbour-road.proof.json --json | jq .ok`

export function addVerify(program: Command): void {
  program
    .command('verify <file>')
    .description('check a proof of an agreement, with nothing but the file')
    .option('--agreement <root>', 'the agreement it must be about')
    .option('--quorum <id>', 'the quorum whose word it must rest on')
    .option('--genesis <hash>', 'the hash of the first block of the chain it must be about')
    .addHelpText('after', example)
    .action(async (file: string, { genesis, agreement, quorum }: Options) => {
      const options: VerifyOptions = {
        ...(genesis ? { expectGenesis: requireHash(genesis) } : {}),
        ...(agreement ? { expectRoot: requireHash(agreement) } : {}),
        ...(quorum ? { expectQuorum: requireHash(quorum) } : {}),
      }
      const verdict = await verifyBundle(readBundle(file), options)
      showVerdict(file, verdict, program.opts().json)
    })
}

function readBundle(file: string): unknown {
  if (!existsSync(file)) throw new BaseError('FileMissing', `There is no file ${file}: name a proof bundle.`)
  const { size } = statSync(file)
  if (size > limits.file) throw new ConcordatError('ProofTooLarge', { given: size, limit: limits.file })
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // What is no JSON is no bundle; the verdict says so.
    return null
  }
}

function requireHash(text: string): Hex {
  if (isHex(text) && text.length === 66) return text
  throw new BaseError('HashUnreadable', `"${text}" is no hash: copy all 66 characters.`)
}
