import type { NodeView, StatusView } from '@concordat/sdk/views.ts'
import type { Command } from 'commander'
import pc from 'picocolors'
import { createPublicClient, http } from 'viem'
import { requireStack } from '../context.ts'
import { readDeployment } from '../deploy/deployment.ts'
import { verifyContracts } from '../deploy/verify.ts'
import { print, printTable } from '../output.ts'
import { sandboxUrl } from '../stack/processes.ts'
import { answers } from '../stack/wait.ts'

export function addStatus(program: Command): void {
  program
    .command('status')
    .description('what runs, how far each part has come, and whether the code on the chain is this build')
    .action(async () => {
      const stack = requireStack()
      const deployment = readDeployment(stack.deployment)
      if (!deployment) throw new Error(`No deployment at ${stack.deployment}: run \`concordat deploy\`.`)
      const client = createPublicClient({ transport: http(stack.rpcUrl) })
      const page = sandboxUrl(stack)
      const [head, contracts, indexer, nodes, isSandboxUp] = await Promise.all([
        client.getBlockNumber(),
        verifyContracts(client, deployment),
        get<StatusView>(`${stack.url}/api/index/status`),
        get<NodeView[]>(`${stack.url}/api/nodes`),
        answers(`${page}/health`),
      ])
      const sandbox = { url: page, up: isSandboxUp }
      const answer = { url: stack.url, chainId: stack.chainId, head: Number(head), contracts, indexer, nodes, sandbox }
      print(program.opts().json, answer, () => {
        console.log(`${pc.bold(stack.url)}  chain ${stack.chainId}, block ${head}`)
        console.log(
          indexer
            ? `indexer at block ${indexer.block}${indexer.ready ? '' : ', catching up'}`
            : pc.red('indexer does not answer'),
        )
        console.log(isSandboxUp ? `sandbox at ${page}` : pc.red('sandbox does not answer'))
        const colour = { same: pc.green, different: pc.yellow, missing: pc.red }
        printTable(
          ['contract', 'address of this build', 'on the chain'],
          contracts.map(({ name, address, status }) => [name, address, colour[status](status)]),
        )
        if (!nodes) return console.log(pc.red('the server does not answer'))
        printTable(
          ['node', 'attestor', 'status', 'block>', 'confirmed>', 'dissented>'],
          nodes.map(node => [
            node.name,
            node.address,
            node.status,
            String(node.block),
            String(node.decided),
            String(node.dissented),
          ]),
        )
      })
      if (contracts.some(({ status }) => status !== 'same')) process.exitCode = 1
    })
}

async function get<T>(url: string): Promise<T | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) })
    return response.ok ? ((await response.json()) as T) : null
  } catch {
    return null
  }
}
