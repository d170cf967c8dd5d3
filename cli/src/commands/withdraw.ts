import { parseAmount } from '@concordat/sdk/amounts.ts'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import type { AccountView, AssetView } from '@concordat/sdk/views.ts'
import type { Command } from 'commander'
import type { PrivateKeyAccount } from 'viem/accounts'
import { api } from '../api.ts'
import { type Context, requireAccount, requireContext } from '../context.ts'
import { formatAmount, print } from '../output.ts'
import { type Chosen, choosePayoutAccount, unitsFor } from './payouts/choose.ts'
import { followInstruction, payOut } from './payouts/payOut.ts'
import { takeOut } from './takeOut.ts'

type Options = { as: string; asset?: string; to?: string; holder?: string; wait?: boolean }
type Given = Omit<Options, 'asset'> & { amount: bigint; asset: AssetView; account: PrivateKeyAccount; json: boolean }

export function addWithdraw(program: Command): void {
  program
    .command('withdraw <amount>')
    .description(
      'take money out: tokens go to your account on the chain, currency units are paid out to a bank account',
    )
    .requiredOption('--as <wallet>', 'whose money: a development wallet by name or role, or a key file')
    .option('--asset <id>', 'which asset, when the account holds several')
    .option('--to <account>', 'for currency units: a payout account; an IBAN where the business itself pays')
    .option('--holder <name>', 'who the IBAN belongs to')
    .option('--wait', 'go on until the payout is paid or failed')
    .addHelpText(
      'after',
      '\nExamples:\n  $ concordat withdraw 1,500.00 --as user --to 0x91… --wait\n  $ concordat withdraw 1,500.00 --as user --to DE89370400440532013000 --holder "Ursula Use"',
    )
    .action(async (text: string, { asset: wanted, ...options }: Options) => {
      const context = requireContext()
      const account = requireAccount(options.as)
      const payments = context.deployment.contracts.Payments
      const meant = wanted ?? (options.to ? await unitsFor(account, options.to, payments) : undefined)
      const asset = await findHeld(account, meant)
      const amount = parseAmount(text, asset.decimals)
      const given = { ...options, amount, asset, account, json: program.opts().json === true }
      await (asset.kind === 'erc20' ? withdrawToken(context, given) : withdrawCurrency(context, given))
    })
}

async function findHeld(account: PrivateKeyAccount, wanted: string | undefined): Promise<AssetView> {
  const { balances } = await api<AccountView>(`/api/index/accounts/${account.address}`)
  const held = balances.filter(({ asset, amount }) => (wanted ? asset.id === wanted : BigInt(amount) > 0n))
  const [found, second] = held
  if (!found) throw new BaseError('NothingHeld', 'The account holds nothing to withdraw.')
  if (second) {
    const ids = held.map(({ asset }) => asset.id).join(', ')
    throw new BaseError('AssetAmbiguous', `The account holds several assets: name one with --asset (${ids}).`)
  }
  return found.asset
}

async function withdrawToken(context: Context, { account, asset, amount, json }: Given): Promise<void> {
  const transaction = await takeOut(context, account, { asset, amount })
  print(json, { account: account.address, amount, asset: asset.id, transaction }, () =>
    console.log(`Withdrew ${formatAmount(amount.toString(), asset)}.`),
  )
}

async function withdrawCurrency(context: Context, { account, asset, amount, json, ...given }: Given): Promise<void> {
  const payments = context.deployment.contracts.Payments
  const { to: name, holder, wait } = given
  const chosen = await choosePayoutAccount({ owner: account, asset, payments, to: name, holder })
  const { to, text, particulars } = chosen
  const ordered = await payOut(context, account, { id: BigInt(asset.id), amount, to })
  const { transaction, instruction } = ordered
  if (!json) {
    console.log(`Ordered ${formatAmount(amount.toString(), asset)} to be paid to ${text}.`)
    console.log(`Instruction ${instruction}`)
    tell(chosen)
  }
  const end = wait
    ? await followInstruction(account.address, instruction, state => json || console.log(state))
    : undefined
  const state = end?.state ?? 'issued'
  const answer = { account: account.address, amount, asset: asset.id, transaction, instruction, state }
  print(json, { ...answer, ...(particulars ? { particulars } : {}) }, () => {})
  if (state === 'failed' || state === 'reversed')
    throw new BaseError('PayoutFailed', 'The payout did not arrive; the units are yours again.')
}

/** The business has to be told where to pay: the chain has only a hash of it. */
function tell({ particulars }: Chosen): void {
  if (!particulars) return
  const { holder, account, salt } = particulars
  console.log(`Tell the business, which pays by itself: holder ${holder}, account ${account}, salt ${salt}`)
}
