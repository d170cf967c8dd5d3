import { initNode } from '@concordat/node/setup/init.ts'
import type { Command } from 'commander'
import pc from 'picocolors'
import { formatEther } from 'viem'
import { z } from 'zod'
import { databaseUrl, line, parseOptions, port, webUrl } from '../../options.ts'
import { print } from '../../output.ts'

const Options = z.object({
  directory: line,
  name: line,
  rpc: webUrl,
  database: databaseUrl,
  deployment: line,
  port,
  host: line,
})

export function addInit(node: Command, program: Command): void {
  node
    .command('init')
    .description('check chain and database, make a key, and write the settings of a node on this machine')
    .requiredOption('--directory <folder>', "where key and settings are kept; a key that is there as 'key' is used")
    .requiredOption('--name <name>', 'what people see')
    .requiredOption('--rpc <url>', "the institution's own client of the chain")
    .requiredOption('--database <url>', 'a PostgreSQL database of its own, which exists')
    .requiredOption('--deployment <file>', "the network's deployment file, deployments/<chainId>.json")
    .requiredOption('--port <port>', 'where it answers')
    .option('--host <address>', 'the address it listens on', '127.0.0.1')
    .addHelpText(
      'after',
      `
Run again it changes settings and keeps the key. Exit code 0 when the node is prepared, 1 when nothing was written.

Example:
  $ concordat node init --directory /srv/attestor --name city-bank --rpc http://127.0.0.1:8545 \\
      --database postgres://attestor@db/attestor --deployment network.json --port 4101`,
    )
    .action(async (given: Record<string, unknown>) => {
      const { rpc, database, deployment, ...rest } = parseOptions(Options, given)
      const json = program.opts().json === true
      const made = await initNode({
        ...rest,
        rpcUrl: rpc,
        databaseUrl: database,
        deploymentFile: deployment,
        onStep: step => json || console.log(pc.dim(step)),
      })
      print(json, made, () => {
        console.log(`Attestor ${pc.bold(made.address)}, ${formatEther(made.balance)} coins for gas`)
        if (made.isNewKey) console.log(`Keep a copy of ${made.keyFile} offline.`)
        console.log(
          `Next: \`concordat node join --directory ${given.directory} --quorum ... --peers ... --sources ...\``,
        )
      })
    })
}
