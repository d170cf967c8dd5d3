import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { describeReason } from '@concordat/sdk/errors/describeReason.ts'
import type { ReconciliationView } from '@concordat/sdk/payments/views.ts'
import type { Command } from 'commander'
import pc from 'picocolors'
import { api } from '../api.ts'
import { formatAmount, print, printTable } from '../output.ts'

type Options = { business?: string; key?: string }

export function addReconcile(program: Command): void {
  program
    .command('reconcile')
    .description(
      'whether each processor account holds what the chain says; exit code 1 and every cause where it does not',
    )
    .option('--business <id>', 'only the accounts of this business')
    .option('--key <key>', 'its API key, CONCORDAT_API_KEY where it is not given; the development chain needs none')
    .addHelpText('after', '\nExample:\n  $ concordat reconcile')
    .action(async ({ business, key = process.env.CONCORDAT_API_KEY }: Options) => {
      const query = business ? `?business=${business}` : ''
      const init = key ? { headers: { authorization: `Bearer ${key}` } } : {}
      const accounts = await api<ReconciliationView[]>(`/api/rails/reconcile${query}`, init)
      print(program.opts().json === true, accounts, show)
      if (accounts.some(({ difference, causes }) => difference !== '0' || causes.length > 0)) process.exitCode = 1
    })
}

function show(accounts: ReconciliationView[]): void {
  if (accounts.length === 0) {
    console.log('No agreement is paid through a connected account yet.')
    return
  }
  const headings = ['account', 'processor holds>', 'receivables>', 'units>', 'in flight>', 'reserve>', 'difference>']
  printTable(headings, accounts.map(rowOf))
  for (const { account, currency, causes } of accounts)
    for (const { code, id, amount } of causes)
      console.log(`${pc.yellow(text(amount, currency))}  ${account}  ${id}  ${describeReason(code)}`)
}

function rowOf({ account, currency, difference, ...found }: ReconciliationView): string[] {
  const { balance, receivables, outstanding, inFlight, reserve } = found
  const amounts = [balance, receivables, outstanding, inFlight, reserve].map(amount => text(amount, currency))
  const colour = difference === '0' ? pc.green : pc.red
  return [account, ...amounts, colour(text(difference, currency))]
}

const text = (amount: string, currency: string) =>
  formatAmount(amount, { symbol: currency, decimals: currencyDecimals(currency) })
