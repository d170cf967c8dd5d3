import { agreementDigest, rootOf } from '@concordat/sdk/splits/terms/digest.ts'
import type { Command } from 'commander'
import { requireAccount, requireContext } from '../../context.ts'
import { print } from '../../output.ts'
import { readTerms } from '../../terms.ts'
import { deliverProse, keepProse, warnUndelivered } from './deliverProse.ts'
import { openUnit } from './openUnit.ts'
import { transact } from './transact.ts'

export function addPropose(agreements: Command, program: Command): void {
  agreements
    .command('propose <terms.json>')
    .description('check the terms and put them on the chain for the parties to sign')
    .requiredOption('--as <wallet>', 'who proposes: a development wallet by name or role, or a key file')
    .option('--business <name>', 'the business the terms call "default": its name or id')
    .addHelpText(
      'after',
      '\nExample:\n  $ concordat agreements propose examples/charging-site/terms.json --as investor',
    )
    .action(async (file: string, { as, business }: { as: string; business?: string }) => {
      const context = requireContext()
      const terms = await readTerms(file, context, { chosen: business })
      const { agreement, names } = terms
      const account = requireAccount(as)
      await openUnit(context, account, terms)
      const digest = agreementDigest(agreement, context.stack.chainId, context.deployment.contracts.Splits)
      keepProse(digest, names)
      const transaction = await transact(context, account, 'propose', [agreement])
      const root = rootOf(agreement, digest)
      const signers = agreement.parties.map(({ role, account }) => ({ role, account }))
      const prose = await deliverProse(root, names)
      const answer = {
        ...{ root, digest, transaction, signers },
        ...(names.prose ? { salt: names.prose.salt, prose } : {}),
      }
      print(program.opts().json, answer, () => {
        console.log(`Proposed ${root}`)
        if (names.prose) console.log(`Keep the salt of the readable contract: ${names.prose.salt}`)
        warnUndelivered(root, prose)
        console.log(`To be signed by ${signers.map(({ role }) => role).join(', ')}:`)
        for (const { role } of signers) console.log(`  npx concordat agreements sign ${root} --as ${role}`)
      })
    })
}
