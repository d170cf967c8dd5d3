import type { Command } from 'commander'
import pc from 'picocolors'
import { formatAmount, formatDate, print, printTable } from '../../output.ts'
import { getAgreement } from './transact.ts'

export function addShow(agreements: Command, program: Command): void {
  agreements
    .command('show <root>')
    .description('where an agreement stands: what came in, who was paid, what waits')
    .action(async (root: string) => {
      const view = await getAgreement(root)
      print(program.opts().json, view, () => {
        const { asset } = view
        const amount = (text: string) => formatAmount(text, asset)
        console.log(`${pc.bold(view.root)}  ${view.status}, since ${formatDate(view.concludedAt ?? view.proposedAt)}`)
        console.log(
          `received ${amount(view.received)}, refunded ${amount(view.refunded)}, owed to payers ${amount(view.owed)}`,
        )
        console.log(
          `balance ${amount(view.balance)}, of it not yet shared ${amount(view.openNet)}, residue ${amount(view.residue)}`,
        )
        printTable(
          ['party', 'account', 'entitled>', 'paid>', 'locked>'],
          view.positions.map(({ role, account, entitled, paid, locked }) => [
            role,
            account,
            amount(entitled),
            amount(paid),
            amount(locked),
          ]),
        )
        const waiting = view.clauses.filter(({ lock }) => lock?.status === 'waiting')
        for (const { clause, lock } of waiting)
          console.log(`clause ${clause + 1} waits for its milestone until ${formatDate(lock?.by ?? 0)}`)
      })
    })
}
