import { Socket } from 'node:net'

// Loaded before a command that must need no network: whatever dials ends it.
Socket.prototype.connect = () => {
  console.error('The command asked for the network.')
  process.exit(99)
}
