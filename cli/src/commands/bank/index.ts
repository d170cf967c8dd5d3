import type { Command } from 'commander'
import { addBankImport } from './import.ts'
import { addBankPayouts } from './payouts.ts'

export function addBank(program: Command): void {
  const bank = program.command('bank').description('transfers for a bank, and its statements')
  addBankPayouts(program, bank)
  addBankImport(program, bank)
}
