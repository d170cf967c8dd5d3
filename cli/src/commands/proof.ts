import { writeFileSync } from 'node:fs'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import type { CheckpointsView } from '@concordat/sdk/proof/checkpoint.ts'
import { type MakeProgress, makeBundle } from '@concordat/sdk/proof/makeBundle.ts'
import { verifyBundle } from '@concordat/sdk/proof/verifyBundle.ts'
import type { NodeView } from '@concordat/sdk/views.ts'
import type { Command } from 'commander'
import type { Hex } from 'viem'
import { api } from '../api.ts'
import { requireContext } from '../context.ts'
import { getAgreement } from './agreements/transact.ts'
import { readWords } from './proofWords.ts'
import { showVerdict } from './showVerdict.ts'

type Options = { out?: string; terms?: string; business?: string; salt?: Hex; journal?: string[] }

const example = `
Examples:
  $ concordat proof 0x5f… --out harbour-road.proof.json
  $ concordat proof 0x5f… --journal journal-4c81….json --out harbour-road.proof.json
  $ concordat proof 0x5f… --terms examples/charging-site/terms.json --out harbour-road.proof.json
  $ concordat verify harbour-road.proof.json`

export function addProof(program: Command): void {
  program
    .command('proof <agreement>')
    .description('one file that proves an agreement and its money to anybody, without the chain')
    .option('--out <file>', 'where to write it; the terminal where it is not given')
    .option('--journal <file...>', 'journals of the drafts it came from, with names and readable contract')
    .option('--terms <file>', 'the terms file, for the names of parties and clauses and the readable contract')
    .option('--business <name>', 'the business that the terms file calls "default"')
    .option('--salt <hash>', 'the salt of the readable contract, where the terms file does not state it')
    .addHelpText('after', example)
    .action(async (root: string, options: Options) => {
      const context = requireContext()
      const view = await getAgreement(root)
      const words = await readWords(view, context, options)
      const bundle = await makeBundle({
        client: context.client as never,
        contracts: context.deployment.contracts,
        root: view.root,
        fromBlock: context.deployment.block,
        ...(view.events[0] ? { agreementBlock: view.events[0].block } : {}),
        toBlock: await readBlock(),
        checkpoints: async (numbers, quorum) =>
          (await api<CheckpointsView>(`/api/checkpoints/${numbers.join(',')}?quorum=${quorum}`)).checkpoints,
        words,
        ...(view.asset.kind === 'currency' ? { currency: view.asset.symbol } : {}),
        onProgress: createProgress(),
      })
      const text = `${JSON.stringify(bundle)}\n`
      if (!options.out) {
        process.stdout.write(text)
        return
      }
      writeFileSync(options.out, text)
      const verdict = await verifyBundle(JSON.parse(text), {
        ...{ expectGenesis: context.deployment.genesisHash, expectRoot: view.root },
      })
      showVerdict(options.out, verdict, program.opts().json)
    })
}

const steps = {
  events: 'Searching the chain',
  blocks: 'Collecting blocks and receipts',
  state: 'Proving what the contracts keep',
  checkpoints: 'Asking the nodes for their word',
}

/** Says on the terminal, beside what is written, how far it is. */
function createProgress(): MakeProgress {
  if (!process.stderr.isTTY) return () => {}
  return (step, done, total) => {
    const percent = Math.floor((100 * done) / Math.max(total, 1))
    process.stderr.write(`\r\u001b[2K${done < total ? `${steps[step]} ${percent} %` : ''}`)
  }
}

/** The block that every node that runs has read. */
async function readBlock(): Promise<number> {
  const nodes = (await api<NodeView[]>('/api/nodes')).filter(({ status }) => status !== 'down')
  if (nodes.length === 0)
    throw new BaseError('NodesUnreachable', 'No node answers; without them no checkpoint can be had.')
  return Math.min(...nodes.map(({ block }) => block))
}
