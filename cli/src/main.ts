#!/usr/bin/env node
import { Command } from 'commander'
import { addAgreements } from './commands/agreements/index.ts'
import { addBank } from './commands/bank/index.ts'
import { addBusinesses } from './commands/businesses.ts'
import { addDeploy } from './commands/deploy.ts'
import { addExample } from './commands/example.ts'
import { addExport } from './commands/export.ts'
import { addImport } from './commands/import.ts'
import { addNode } from './commands/node/index.ts'
import { addPayoutAccounts } from './commands/payouts/index.ts'
import { addProof } from './commands/proof.ts'
import { addReconcile } from './commands/reconcile.ts'
import { addReset } from './commands/reset.ts'
import { addSettle } from './commands/settle.ts'
import { addSimulate } from './commands/simulate.ts'
import { addStatus } from './commands/status.ts'
import { addUp } from './commands/up.ts'
import { addVerify } from './commands/verify.ts'
import { addWithdraw } from './commands/withdraw.ts'
import { fail } from './output.ts'

const program = new Command('concordat')
  .description('Self-executing commercial agreements: sign once, and the money follows the facts.')
  .option('--json', 'print JSON for programs')
  .showHelpAfterError()

const commands = [
  addUp,
  addReset,
  addStatus,
  addDeploy,
  addExample,
  addBusinesses,
  addAgreements,
  addImport,
  addBank,
  addSettle,
  addPayoutAccounts,
  addWithdraw,
  addExport,
  addReconcile,
  addProof,
  addVerify,
  addSimulate,
  addNode,
]
for (const add of commands) add(program)

program.parseAsync().catch(error => fail(error, program.opts().json === true))
