import { existsSync, readFileSync } from 'node:fs'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import { describeReason } from '@concordat/sdk/errors/describeReason.ts'
import { describeCheck } from '@concordat/sdk/proof/sentences.ts'
import { groupChecks } from '@concordat/sdk/proof/summary.ts'
import { type Verdict, type VerifyOptions, verifyBundle } from '@concordat/sdk/proof/verifyBundle.ts'
import type { Command } from 'commander'
import pc from 'picocolors'
import { type Hex, isHex } from 'viem'
import { formatAmount, formatDate, print, printTable } from '../output.ts'

type Options = { genesis?: string; agreement?: string }

const example = `
Reads nothing but the file: works with the network and every chain off. Ends with 1 when anything fails.

Examples:
  $ concordat verify harbour-road.proof.json
  $ concordat verify harbour-road.proof.json --genesis 0xbc2c… --agreement 0x5f…
  $ concordat verify harbour-road.proof.json --json | jq .ok`

export function addVerify(program: Command): void {
  program
    .command('verify <file>')
    .description('check a proof of an agreement, with nothing but the file')
    .option('--genesis <hash>', 'the hash of the first block of the chain it must be about')
    .option('--agreement <root>', 'the agreement it must be about')
    .addHelpText('after', example)
    .action(async (file: string, { genesis, agreement }: Options) => {
      const options: VerifyOptions = {
        ...(genesis ? { expectGenesis: requireHash(genesis) } : {}),
        ...(agreement ? { expectRoot: requireHash(agreement) } : {}),
      }
      const verdict = await verifyBundle(readBundle(file), options)
      showVerdict(file, verdict, program.opts().json)
    })
}

function readBundle(file: string): unknown {
  if (!existsSync(file)) throw new BaseError('FileMissing', `There is no file ${file}: name a proof bundle.`)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // What is no JSON is no bundle; the verdict says so.
    return null
  }
}

function requireHash(text: string): Hex {
  if (isHex(text) && text.length === 66) return text
  throw new BaseError('HashUnreadable', `"${text}" is no hash: copy all 66 characters.`)
}

/** Prints what was checked and what is proven; the process ends with 1 when anything fails. */
export function showVerdict(file: string, verdict: Verdict, json: boolean): void {
  const { ok, checks, proven } = verdict
  const totals = proven && {
    received: proven.replay.received,
    refunded: proven.replay.refunded,
    balance: proven.balance,
    paid: proven.paid,
  }
  const { root, chainId, genesisHash, head, unit } = proven ?? {}
  print(json, { file, ok, root, chainId, genesisHash, head, unit, totals, checks }, () => {
    printTable(['', 'check', 'what it says'], listLines(verdict))
    if (proven && ok) showTotals(verdict)
    if (ok) console.log(pc.green(`${file} proves the agreement; ${checks.length} checks hold.`))
    else console.log(pc.red(`${file} does not prove the agreement.`))
  })
  if (!ok) process.exitCode = 1
}

const most = 3

function listLines({ checks }: Verdict): string[][] {
  return groupChecks(checks).flatMap(({ held, failed }) => {
    const shown = held.length > most ? held.slice(-1) : held
    const lines = shown.map(check => {
      const { title, sentence } = describeCheck(check, 'en')
      const count = shown.length < held.length ? ` (${held.length} of them, the last shown)` : ''
      return [pc.green('✓'), `${title}${count}`, sentence]
    })
    const failures = failed.map(check => {
      const { code = '', args = {} } = check.reason ?? {}
      return [
        pc.red('✗'),
        describeCheck({ ...check, args: {} }, 'en').title,
        pc.red(`${code}: ${describeReason(code, args)}`),
      ]
    })
    return [...lines, ...failures].map(([mark = '', title = '', text = '']) => [mark, title, wrap(text)])
  })
}

function showTotals({ proven }: Verdict): void {
  if (!proven) return
  const { unit, replay, paid, balance, head, root, versions } = proven
  const amount = (value: bigint) => formatAmount(value.toString(), unit ?? { symbol: 'smallest units', decimals: 0 })
  const { names } = versions.at(-1) ?? {}
  console.log(`${pc.bold(names?.title ?? root)}  up to block ${head.number} of ${formatDate(head.timestamp)}`)
  printTable(
    ['', 'account', 'amount>'],
    [
      ['received', '', amount(replay.received)],
      ['refunded', '', amount(replay.refunded)],
      ...paid.map(({ role, account, amount: value }) => [`paid to the ${role}`, account, amount(value)]),
      ['left in the account', proven.account, amount(balance)],
    ],
  )
}

/** Breaks a sentence into lines of a readable length. */
function wrap(text: string): string {
  return text.replace(/(.{1,90})(\s+|$)/g, '$1\n').trimEnd()
}
