import { joinNode } from '@concordat/node/setup/join.ts'
import type { Command } from 'commander'
import pc from 'picocolors'
import { z } from 'zod'
import { hash, line, parseOptions, webUrls } from '../../options.ts'
import { print, printTable } from '../../output.ts'

const Options = z.object({ directory: line, quorum: hash, peers: webUrls, sources: webUrls })

export function addJoin(node: Command, program: Command): void {
  node
    .command('join')
    .description('connect a prepared node with the others of a quorum and the business systems it reads')
    .requiredOption('--directory <folder>', 'the folder of `node init`')
    .requiredOption('--quorum <id>', 'the quorum')
    .requiredOption('--peers <urls>', "the other nodes' addresses, with commas")
    .requiredOption('--sources <urls>', 'the business systems, with commas')
    .addHelpText(
      'after',
      `
The settings are written in any case. Exit code 0 when every peer and source answered as it should, 1 otherwise.

Example:
  $ concordat node join --directory /srv/attestor --quorum 0x... \\
      --peers https://a.example,https://b.example --sources https://site.example`,
    )
    .action(async (given: Record<string, unknown>) => {
      const joined = await joinNode(parseOptions(Options, given))
      const parts = [...joined.peers, ...joined.sources.map(source => ({ ...source, address: null }))]
      print(program.opts().json, joined, () => {
        printTable(
          ['peer or source', 'attestor', 'problem'],
          parts.map(({ url, address, problem }) => [url, address ?? '', problem ? pc.red(problem) : '']),
        )
        const { address, isMember, members, needed } = joined
        console.log(`${needed} of the quorum's ${members.length} attestors must confirm a fact.`)
        console.log(
          isMember
            ? `${address} is one of them. Start it: \`node --env-file=${given.directory}/node.env node/src/main.ts\``
            : `${address} is none of them yet: the members seat it, see \`concordat node rotation --help\`.`,
        )
      })
      if (parts.some(({ problem }) => problem !== null)) process.exitCode = 1
    })
}
