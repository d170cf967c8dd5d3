import getPort from 'get-port'
import type { Ports } from './state.ts'

const preferred = { server: 4000, chain: 8545, database: 5440, indexer: 4100, nodes: 4101, sandbox: 4242 }

/** Free ports, the same as last time where they are still free. */
export async function choosePorts(nodeCount: number, last?: Ports): Promise<Ports> {
  const taken = new Set<number>()
  const free = async (...wanted: (number | undefined)[]) => {
    const port = await getPort({
      port: wanted.filter(port => port !== undefined),
      exclude: [...taken],
      host: '127.0.0.1',
    })
    taken.add(port)
    return port
  }
  const ports: Ports = {
    server: await free(last?.server, preferred.server, preferred.server + 1),
    chain: await free(last?.chain, preferred.chain, preferred.chain + 1),
    database: await free(last?.database, preferred.database, preferred.database + 1),
    indexer: await free(last?.indexer, preferred.indexer),
    sandbox: await free(last?.sandbox, preferred.sandbox),
    nodes: [],
  }
  for (let i = 0; i < nodeCount; i++) ports.nodes.push(await free(last?.nodes[i], preferred.nodes + i))
  return ports
}
