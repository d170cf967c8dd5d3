import { join } from 'node:path'
import type { Command } from 'commander'
import { createPublicClient, createWalletClient, http } from 'viem'
import { requireAccount } from '../context.ts'
import { deploy } from '../deploy/deploy.ts'
import { readDeployment } from '../deploy/deployment.ts'
import { print, printTable } from '../output.ts'
import { projectDir, writeJson } from '../stack/state.ts'

export function addDeploy(program: Command): void {
  program
    .command('deploy')
    .description('deploy the contracts to a chain; what is already there stays, addresses are the same on every chain')
    .requiredOption('--rpc <url>', 'the chain')
    .requiredOption('--as <key file>', 'who pays for the gas')
    .addHelpText('after', '\nExample:\n  $ concordat deploy --rpc https://rpc.example --as ./deployer.key')
    .action(async ({ rpc, as }: { rpc: string; as: string }) => {
      const client = createPublicClient({ transport: http(rpc) })
      const wallet = createWalletClient({ account: requireAccount(as), transport: http(rpc) })
      const json = program.opts().json === true
      const deployed = await deploy(client, {
        wallet,
        onProgress: name => json || console.log(`deploying ${name} ...`),
      })
      const file = join(projectDir, 'deployments', `${deployed.chainId}.json`)
      const deployment = { ...deployed, block: readDeployment(file)?.block ?? deployed.block }
      writeJson(file, deployment)
      print(json, deployment, () => {
        printTable(['contract', 'address'], Object.entries(deployment.contracts))
        console.log(`Written to ${file}`)
      })
    })
}
