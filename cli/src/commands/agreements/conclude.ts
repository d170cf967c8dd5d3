import { agreementDigest, agreementTypedData, rootOf } from '@concordat/sdk/splits/terms/digest.ts'
import type { Command } from 'commander'
import { isAddressEqual } from 'viem'
import { requireAccount, requireContext } from '../../context.ts'
import { print } from '../../output.ts'
import { readTerms } from '../../terms.ts'
import { deliverProse, keepProse, warnUndelivered } from './deliverProse.ts'
import { openUnit } from './openUnit.ts'
import { transact } from './transact.ts'

export function addConclude(agreements: Command, program: Command): void {
  agreements
    .command('conclude <terms.json>')
    .description("sign with every party's wallet at hand and make the terms effective in one transaction")
    .requiredOption('--as <wallet...>', 'the parties: development wallets by name or role, or key files')
    .option('--business <name>', 'the business the terms call "default": its name or id')
    .addHelpText(
      'after',
      '\nExample:\n  $ concordat agreements conclude examples/charging-site/terms.json --as investor builder operator user',
    )
    .action(async (file: string, { as, business }: { as: string[]; business?: string }) => {
      const context = requireContext()
      const accounts = as.map(requireAccount)
      const terms = await readTerms(file, context, { chosen: business })
      const { agreement, names } = terms
      const { chainId } = context.stack
      const splits = context.deployment.contracts.Splits
      const typedData = agreementTypedData(agreement, chainId, splits)
      const signatures = await Promise.all(
        agreement.parties.map(async party => {
          const account = accounts.find(candidate => isAddressEqual(candidate.address, party.account))
          return account ? account.signTypedData(typedData) : ('0x' as const)
        }),
      )
      const [sender] = accounts
      if (!sender) return
      await openUnit(context, sender, terms)
      const digest = agreementDigest(agreement, chainId, splits)
      keepProse(digest, names)
      const transaction = await transact(context, sender, 'conclude', [agreement, signatures])
      const root = rootOf(agreement, digest)
      const prose = await deliverProse(root, names)
      const answer = { root, transaction, ...(names.prose ? { salt: names.prose.salt, prose } : {}) }
      print(program.opts().json, answer, () => {
        console.log(`Effective: ${root}`)
        if (names.prose) console.log(`Keep the salt of the readable contract: ${names.prose.salt}`)
        warnUndelivered(root, prose)
      })
    })
}
