import { parseAmount } from '@concordat/sdk/amounts.ts'
import type { Command } from 'commander'
import { requireAccount } from '../../context.ts'
import { print, printTable } from '../../output.ts'
import { getAgreement } from '../agreements/transact.ts'
import { addPayoutAccount, listPayoutAccounts } from './payoutAccounts.ts'

export function addPayoutAccounts(program: Command): void {
  const accounts = program
    .command('payout-accounts')
    .description('your receiving accounts outside the chain: currency units are withdrawn to them')

  accounts
    .command('add <root>')
    .description('name a bank account; its particulars stay with the server, encrypted, and the chain has a hash')
    .requiredOption('--as <wallet>', 'whose account: a development wallet by name or role, or a key file')
    .requiredOption('--holder <name>', 'who the bank account belongs to')
    .requiredOption('--account <iban>', 'its IBAN, or the id it has at the processor, ba_...')
    .option('--minimum <amount>', 'what others may have paid out to it at the least', '0')
    .addHelpText(
      'after',
      '\nExample:\n  $ concordat payout-accounts add 0x5f… --as user --holder "Ursula Use" --account DE89370400440532013000',
    )
    .action(
      async (
        root: string,
        { as, holder, account, minimum }: Record<'as' | 'holder' | 'account' | 'minimum', string>,
      ) => {
        const owner = requireAccount(as)
        const { asset } = await getAgreement(root)
        const least = parseAmount(minimum, asset.decimals).toString()
        const added = await addPayoutAccount(owner, { agreement: root, holder, account, minimum: least })
        print(program.opts().json, added, ({ key, holder, account }) => {
          console.log(`Payout account ${key}`)
          console.log(`${holder}, ${account}`)
        })
      },
    )

  accounts
    .command('list')
    .description('the accounts you named, and how many payouts were ordered to each')
    .requiredOption('--as <wallet>', 'whose accounts: a development wallet by name or role, or a key file')
    .addHelpText('after', '\nExample:\n  $ concordat payout-accounts list --as user')
    .action(async ({ as }: { as: string }) => {
      const found = await listPayoutAccounts(requireAccount(as))
      print(program.opts().json, found, list => {
        if (list.length === 0) return console.log('None yet: `npx concordat payout-accounts add --help`.')
        const rows = list.map(({ key, holder, account, processor, orders }) => {
          return [key, holder, account, processor, String(orders.length)]
        })
        printTable(['payout account', 'holder', 'account', 'paid by', 'payouts>'], rows)
      })
    })
}
