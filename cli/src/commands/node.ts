import { initNode, joinNode } from '@concordat/node/init.ts'
import type { Command } from 'commander'
import type { Hex } from 'viem'
import { print, printTable } from '../output.ts'

type Init = {
  directory: string
  name: string
  rpc: string
  database: string
  deployment: string
  port: string
  host?: string
}
type Join = { directory: string; quorum: Hex; peers: string; sources: string }

export function addNode(program: Command): void {
  const node = program.command('node').description("set up an attestor's node, see docs/operate.md")

  node
    .command('init')
    .description('make a key and write the configuration of a node on this machine')
    .requiredOption('--directory <folder>', 'where key and configuration are kept')
    .requiredOption('--name <name>', 'what others see')
    .requiredOption('--rpc <url>', 'the chain')
    .requiredOption('--database <url>', 'a PostgreSQL database of its own')
    .requiredOption('--deployment <file>', 'deployments/<chainId>.json')
    .requiredOption('--port <port>', 'where it answers')
    .option('--host <address>', 'the address it listens on, 127.0.0.1 where it is not given')
    .action(async ({ rpc, database, deployment, port, host, ...rest }: Init) => {
      const parameters = { ...rest, rpcUrl: rpc, databaseUrl: database, deploymentFile: deployment, port: Number(port) }
      const made = await initNode({ ...parameters, ...(host ? { host } : {}) })
      print(program.opts().json, made, () => {
        console.log(`Attestor ${made.address}`)
        console.log(`Key ${made.keyFile} (back it up), configuration ${made.envFile}`)
      })
    })

  node
    .command('join')
    .description('connect a prepared node with the others of a quorum')
    .requiredOption('--directory <folder>', 'the folder of `node init`')
    .requiredOption('--quorum <id>', 'the quorum')
    .requiredOption('--peers <urls>', "the other nodes' addresses, with commas")
    .requiredOption('--sources <urls>', 'the business systems it reads, with commas')
    .action(async ({ directory, quorum, peers, sources }: Join) => {
      const list = (text: string) => text.split(',').map(url => url.trim())
      const joined = await joinNode({ directory, quorum, peers: list(peers), sources: list(sources) })
      print(program.opts().json, joined, () => {
        const standing = joined.isMember ? 'is an attestor' : 'is not an attestor yet: the quorum has to rotate it in'
        console.log(`${joined.address} ${standing}; ${joined.needed} of ${joined.members.length} must confirm.`)
        printTable(
          ['peer', 'attestor', 'problem'],
          joined.peers.map(({ url, address, problem }) => [url, address ?? '', problem ?? '']),
        )
      })
    })
}
