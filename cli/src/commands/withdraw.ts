import { parseAmount } from '@concordat/sdk/amounts.ts'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import type { AccountView } from '@concordat/sdk/views.ts'
import type { Command } from 'commander'
import { api } from '../api.ts'
import { requireAccount, requireContext } from '../context.ts'
import { formatAmount, print } from '../output.ts'
import { takeOut } from './takeOut.ts'

type Options = { as: string; asset?: string; reference: string }

export function addWithdraw(program: Command): void {
  program
    .command('withdraw <amount>')
    .description('take money out of the Ledger: tokens go to your account, currency units are redeemed')
    .requiredOption('--as <wallet>', 'whose money: a development wallet by name or role, or a key file')
    .option('--asset <id>', 'which asset, when the account holds several')
    .option('--reference <text>', 'for redeemed currency units: your reference for the payout', '')
    .addHelpText('after', '\nExample:\n  $ concordat withdraw 1,500.00 --as user --reference "January rent"')
    .action(async (text: string, { as, asset: wanted, reference }: Options) => {
      const context = requireContext()
      const account = requireAccount(as)
      const { balances } = await api<AccountView>(`/api/index/accounts/${account.address}`)
      const held = balances.filter(({ asset, amount }) => (wanted ? asset.id === wanted : BigInt(amount) > 0n))
      const [found] = held
      if (!found || held.length > 1)
        throw new BaseError(
          found ? 'AssetAmbiguous' : 'NothingHeld',
          found
            ? `The account holds several assets: name one with --asset (${held.map(({ asset }) => asset.id).join(', ')}).`
            : 'The account holds nothing to withdraw.',
        )
      const { asset } = found
      const amount = parseAmount(text, asset.decimals)
      const transaction = await takeOut(context, account, { asset, amount, reference })
      print(program.opts().json, { account: account.address, amount, asset: asset.id, transaction }, () =>
        console.log(`Withdrew ${formatAmount(amount.toString(), asset)}.`),
      )
    })
}
