import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import { agreementDigest } from '@concordat/sdk/splits/terms/digest.ts'
import type { Command } from 'commander'
import { isAddressEqual } from 'viem'
import { requireAccount, requireContext } from '../../context.ts'
import { print } from '../../output.ts'
import { awaitAmendment, findAmendment, signAmendment } from './amendment.ts'
import { deliverProse, keepProse, warnUndelivered } from './deliverProse.ts'
import { readInForce } from './inForce.ts'
import { readNextVersion } from './nextVersion.ts'
import { transact } from './transact.ts'

type Options = { as: string[]; sign?: boolean; anew?: boolean; business?: string }

const help = `
The file holds the whole next version. \`terms\` writes the one in force, with every clause going on: change it and give it
back. Where no clause says what it "continues", each goes on from that of its place: its limit, dues and readings so far
count. Without "prose" the readable contract stays.

Examples:
  $ concordat agreements terms 0x... > next.json
  $ concordat agreements amend 0x... next.json --as investor --sign
  $ concordat agreements sign 0x... --as builder`

export function addAmend(agreements: Command, program: Command): void {
  agreements
    .command('amend <root> <terms.json>')
    .description('put new terms for an agreement in force on the chain; all parties of both versions sign them')
    .requiredOption(
      '--as <wallet...>',
      'who proposes, then who else signs: development wallets by name or role, or key files',
    )
    .option('--sign', 'sign them too, with every wallet given')
    .option('--anew', 'let clauses begin anew that do not say what they continue')
    .option('--business <name>', 'the business the terms call "default"; the agreement\'s own where it is not given')
    .addHelpText('after', help)
    .action(async (given: string, file: string, options: Options) => {
      const context = requireContext()
      const accounts = options.as.map(requireAccount)
      const [proposer] = accounts
      const inForce = await readInForce(context, given)
      const { root, agreement: current, view } = inForce
      const isParty = current.parties.some(each => proposer && isAddressEqual(each.account, proposer.address))
      if (!proposer || !isParty) throw new ConcordatError('ProposerOutside')
      const { agreement, names } = await readNextVersion(file, context, inForce, options)
      const signs = [...agreement.parties, ...current.parties]
      for (const { address } of options.sign ? accounts : []) {
        if (!signs.some(each => isAddressEqual(each.account, address)))
          throw new ConcordatError('NotAParty', { account: address })
      }
      const others = view.pending.filter(each => findAmendment({ ...view, pending: [each] })).length

      const digest = agreementDigest(agreement, context.stack.chainId, context.deployment.contracts.Splits)
      keepProse(digest, names)
      const transaction = await transact(context, proposer, 'propose', [agreement])
      const known = await awaitAmendment(root, digest)
      const pending = findAmendment(known, digest)
      const prose = await deliverProse(root, names)
      const signed =
        options.sign && pending
          ? await signAmendment(context, known, pending, accounts)
          : { signers: pending?.signers ?? [], inForce: null }
      const version = view.versions.filter(({ concludedAt }) => concludedAt !== null).length + 1
      const answer = {
        root,
        digest,
        version,
        transaction,
        ...signed,
        ...(names.prose ? { salt: names.prose.salt, prose } : {}),
      }
      print(program.opts().json, answer, () => {
        console.log(`Proposed version ${version} of ${root}: ${digest}`)
        if (names.prose) console.log(`Keep the salt of the readable contract: ${names.prose.salt}`)
        warnUndelivered(root, prose)
        if (others > 0)
          console.log(
            'Another change waits for signatures too: the one that takes effect first counts, the other comes to nothing.',
          )
        if (signed.inForce) return console.log('All have signed: it is in force.')
        const missing = signed.signers.filter(({ signedAt }) => signedAt === null)
        console.log(
          `To be signed by ${missing.map(({ role, leaves }) => (leaves ? `${role} (leaves)` : role)).join(', ')}:`,
        )
        for (const { role } of missing) console.log(`  npx concordat agreements sign ${root} --as ${role}`)
      })
    })
}
