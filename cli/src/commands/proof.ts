import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import type { CheckpointsView } from '@concordat/sdk/proof/checkpoint.ts'
import { makeBundle } from '@concordat/sdk/proof/makeBundle.ts'
import { proofNames } from '@concordat/sdk/proof/names.ts'
import { verifyBundle } from '@concordat/sdk/proof/verifyBundle.ts'
import { proseHash } from '@concordat/sdk/splits/terms/parse.ts'
import type { AgreementView, NodeView } from '@concordat/sdk/views.ts'
import type { Command } from 'commander'
import type { Hex } from 'viem'
import { api } from '../api.ts'
import { type Context, requireContext } from '../context.ts'
import { readTerms } from '../terms.ts'
import { getAgreement } from './agreements/transact.ts'
import { showVerdict } from './verify.ts'

type Options = { out?: string; terms?: string; business?: string; salt?: Hex }

const example = `
Examples:
  $ concordat proof 0x5f… --out harbour-road.proof.json
  $ concordat proof 0x5f… --terms examples/charging-site/terms.json --out harbour-road.proof.json
  $ concordat verify harbour-road.proof.json`

export function addProof(program: Command): void {
  program
    .command('proof <agreement>')
    .description('one file that proves an agreement and its money to anybody, without the chain')
    .option('--out <file>', 'where to write it; the terminal where it is not given')
    .option('--terms <file>', 'the terms file, for the names of parties and clauses and the readable contract')
    .option('--business <name>', 'the business that the terms file calls "default"')
    .option('--salt <hash>', 'the salt of the readable contract, where the terms file does not state it')
    .addHelpText('after', example)
    .action(async (root: string, options: Options) => {
      const context = requireContext()
      const view = await getAgreement(root)
      const bundle = await makeBundle({
        client: context.client as never,
        contracts: context.deployment.contracts,
        root: view.root,
        fromBlock: context.deployment.block,
        toBlock: await readBlock(),
        checkpoints: async (numbers, quorum) =>
          (await api<CheckpointsView>(`/api/checkpoints/${numbers.join(',')}?quorum=${quorum}`)).checkpoints,
        words: options.terms ? await readWords(view, context, { ...options, terms: options.terms }) : {},
        ...(view.asset.kind === 'currency' ? { currency: view.asset.symbol } : {}),
      })
      const text = `${JSON.stringify(bundle)}\n`
      if (!options.out) {
        process.stdout.write(text)
        return
      }
      writeFileSync(options.out, text)
      const verdict = await verifyBundle(JSON.parse(text), { expectGenesis: context.deployment.genesisHash })
      showVerdict(options.out, verdict, program.opts().json)
    })
}

/** The block that every node that runs has read. */
async function readBlock(): Promise<number> {
  const nodes = (await api<NodeView[]>('/api/nodes')).filter(({ status }) => status !== 'down')
  if (nodes.length === 0)
    throw new BaseError('NodesUnreachable', 'No node answers; without them no checkpoint can be had.')
  return Math.min(...nodes.map(({ block }) => block))
}

/** Names and the readable contract, for the first version or the one whose prose it is. */
async function readWords(
  view: AgreementView,
  context: Context,
  { terms, business, salt }: Options & { terms: string },
) {
  if (!existsSync(terms)) throw new BaseError('FileMissing', `There is no file ${terms}: name a terms file.`)
  const { agreement, names } = await readTerms(terms, context, business)
  const known = salt ?? (JSON.parse(readFileSync(terms, 'utf8')) as { salt?: Hex }).salt
  const prose = names.prose && known ? { text: names.prose.text, salt: known } : undefined
  const version = prose && view.versions.find(one => isProse(one.terms, proseHash(prose.text, prose.salt)))
  const words = { names: proofNames(names), ...(version && prose ? { prose } : {}) }
  const digest = version?.digest ?? view.versions.find(one => one.previous === agreement.previous)?.digest ?? view.root
  return { [digest]: words }
}

const isProse = (terms: Hex, hash: Hex) => terms.includes(hash.slice(2))
