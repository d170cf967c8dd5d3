import { parseAmount } from '@concordat/sdk/amounts.ts'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import { monthText } from '@concordat/sdk/errors/evidence.ts'
import { simulate } from '@concordat/sdk/splits/simulate.ts'
import type { Command } from 'commander'
import { requireContext } from '../context.ts'
import { formatAmount, print, printTable } from '../output.ts'
import { readTerms } from '../terms.ts'

type Options = { revenue: string[]; quantity?: string[]; business?: string }

// Which business it is changes no amount.
const anyBusiness = `0x${'11'.repeat(32)}`

export function addSimulate(program: Command): void {
  program
    .command('simulate <terms.json>')
    .description('what each party would get from a month-by-month revenue')
    .requiredOption('--revenue <amounts...>', 'net revenue of each month')
    .option('--quantity <quantities...>', 'metered quantity of each month')
    .option('--business <name>', 'the business the terms call "default": its name or id')
    .addHelpText(
      'after',
      '\nExample:\n  $ concordat simulate examples/charging-site/terms.json --revenue 12000 15000 18000 --quantity 30000 36000 41000',
    )
    .action(async (file: string, { revenue, quantity = [], business }: Options) => {
      const { agreement, names } = await readTerms(file, requireContext(), { chosen: business ?? anyBusiness })
      if (quantity.length > revenue.length)
        throw new BaseError(
          'TooManyQuantities',
          `${quantity.length} quantities for ${revenue.length} months: give at most one a month.`,
        )
      const { decimals } = names
      const months = simulate(
        agreement,
        revenue.map(text => parseAmount(text, decimals)),
        revenue.map((_, month) =>
          agreement.rules.monthly.map(({ meter }) => {
            const meterDecimals = names.meters[meter]?.decimals
            return meterDecimals === undefined ? 0n : parseAmount(quantity[month] ?? '0', meterDecimals)
          }),
        ),
        { names },
      )
      print(program.opts().json, { months }, () => {
        const unit = { symbol: names.currency ?? '', decimals }
        const receivers = [...names.parties, ...names.registers]
        const amount = (value: bigint) => formatAmount(value.toString(), unit)
        const totals = receivers.map((_, party) =>
          months.reduce((sum, month) => sum + (month.parties[party] ?? 0n), 0n),
        )
        printTable(
          ['month', 'revenue>', ...receivers.map(name => `${name}>`)],
          [
            ...months.map(({ month, revenue: net, parties }) => [
              agreement.rules.period.closeAfter > 0 ? monthText(month) : String(month + 1),
              amount(net),
              ...receivers.map((_, party) => amount(parties[party] ?? 0n)),
            ]),
            ['together', amount(months.reduce((sum, { revenue: net }) => sum + net, 0n)), ...totals.map(amount)],
          ],
        )
        console.log('Clauses that wait for a milestone are not paid in this table.')
      })
    })
}
