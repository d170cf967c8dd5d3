import { setTimeout } from 'node:timers/promises'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import type { ExampleView } from '@concordat/sdk/views.ts'
import { Argument, type Command } from 'commander'
import pc from 'picocolors'
import { api } from '../api.ts'
import { requireStack } from '../context.ts'
import { print } from '../output.ts'

export function addExample(program: Command): void {
  program
    .command('example')
    .addArgument(new Argument('<name>', 'which example').choices(['charging-site']))
    .description('conclude the example with the development wallets and stream its year in; again changes nothing')
    .action(async () => {
      const { url } = requireStack()
      const json = program.opts().json === true
      let state = await api<ExampleView>('/api/dev/example', { method: 'POST' })
      let shown = ''
      while (state.status === 'running') {
        const line = `${state.step ?? 'starting'}${state.total > 0 ? `  ${state.done} of ${state.total} rows settled` : ''}`
        if (!json && line !== shown) console.log(pc.dim(line))
        shown = line
        await setTimeout(500)
        state = await api<ExampleView>('/api/dev/example')
      }
      if (state.status === 'failed')
        throw new BaseError(state.error?.code ?? 'Failed', state.error?.message ?? 'The example failed.')
      print(json, state, () => console.log(`${pc.green('Done.')} Look at it: ${url}/agreements/${state.root}`))
    })
}
