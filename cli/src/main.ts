#!/usr/bin/env node
import { Command } from 'commander'
import { addReset } from './commands/reset.ts'
import { addUp } from './commands/up.ts'
import { fail } from './output.ts'

const program = new Command('concordat')
  .description('Self-executing commercial agreements: sign once, and the money follows the facts.')
  .option('--json', 'print JSON for programs')
  .showHelpAfterError()

for (const add of [addUp, addReset]) add(program)

program.parseAsync().catch(error => fail(error, program.opts().json === true))
