import type { Command } from 'commander'
import { requireAccount, requireContext } from '../../context.ts'
import { print } from '../../output.ts'
import { signTogether } from './acts.ts'
import { getAgreement } from './transact.ts'

export function addTerminate(agreements: Command, program: Command): void {
  agreements
    .command('terminate <root>')
    .description('end the agreement now: every party signs, each when it likes; the last signature ends it')
    .requiredOption('--as <wallet...>', 'the parties at hand: development wallets by name or role, or key files')
    .addHelpText('after', '\nExample:\n  $ concordat agreements terminate 0x... --as investor builder')
    .action(async (root: string, { as }: { as: string[] }) => {
      const context = requireContext()
      const acted = await signTogether(context, await getAgreement(root), 'terminate', as.map(requireAccount))
      print(program.opts().json, { root, ...acted }, () => {
        if (acted.transaction) return console.log('Terminated. What came in is still settled.')
        const missing = acted.act.signers.filter(({ signedAt }) => signedAt === null)
        console.log(`Signed. Missing: ${missing.map(({ account }) => account).join(', ')}`)
      })
    })
}
