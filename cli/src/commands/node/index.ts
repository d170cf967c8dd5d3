import type { Command } from 'commander'
import { addInit } from './init.ts'
import { addJoin } from './join.ts'
import { addRotation } from './rotation.ts'

export function addNode(program: Command): void {
  const node = program
    .command('node')
    .description("set up an attestor's node and seat it in a quorum, see docs/operate.md")
  for (const add of [addInit, addJoin, addRotation]) add(node, program)
}
