import { Stack } from '@mantine/core'
import { useEffect } from 'react'
import { Dashboard } from '../features/home/Dashboard.tsx'
import { ExampleCard } from '../features/home/ExampleCard.tsx'
import { SandboxCard } from '../features/home/SandboxCard.tsx'
import { ChooseIdentity, Welcome } from '../features/home/Welcome.tsx'
import { useActor } from '../lib/actor.tsx'
import { useChain } from '../lib/chain.tsx'

/** The first screen: what this is for a newcomer, what needs doing for a participant. */
export function HomeRoute() {
  const { dev } = useChain()
  const { actor } = useActor()
  useEffect(() => {
    if (!actor) document.title = 'Concordat'
  }, [actor])
  if (actor) {
    return (
      <Stack gap="xl">
        <Dashboard actor={actor} />
        {dev && <ExampleCard />}
        <SandboxCard />
      </Stack>
    )
  }
  return (
    <Stack gap="xl">
      <Welcome />
      {dev && <ExampleCard />}
      <SandboxCard />
      <ChooseIdentity />
    </Stack>
  )
}
