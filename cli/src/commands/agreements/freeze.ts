import type { Command } from 'commander'
import { requireAccount, requireContext } from '../../context.ts'
import { print } from '../../output.ts'
import { signTogether } from './acts.ts'
import { getAgreement } from './transact.ts'

const words = {
  freeze: ['stop payments on the word of the arbiters', 'Frozen: nothing is paid out until it is resumed or lapses.'],
  resume: ['restart payments on the word of the arbiters', 'Resumed: payments go on.'],
} as const

export function addFreeze(agreements: Command, program: Command): void {
  for (const kind of ['freeze', 'resume'] as const) {
    const [description, done] = words[kind]
    agreements
      .command(`${kind} <root>`)
      .description(`${description}; each confirms when it likes, the last one needed carries it out`)
      .requiredOption('--as <key...>', 'the arbiters at hand: key files, on this machine keys/arbiter-1 and so on')
      .addHelpText(
        'after',
        `\nExample:\n  $ concordat agreements ${kind} 0x... --as .concordat/keys/arbiter-1 .concordat/keys/arbiter-2`,
      )
      .action(async (root: string, { as }: { as: string[] }) => {
        const context = requireContext()
        const acted = await signTogether(context, await getAgreement(root), kind, as.map(requireAccount))
        print(program.opts().json, { root, ...acted }, () => {
          if (acted.transaction) return console.log(done)
          const { needed, signers } = acted.act
          const given = signers.filter(({ signedAt }) => signedAt !== null).length
          console.log(`Confirmed. ${needed - given} of the other arbiters must confirm too.`)
        })
      })
  }
}
