import type { Words } from '@concordat/sdk/proof/wordsOfJournal.ts'
import type { AgreementView, NodeView } from '@concordat/sdk/views.ts'
import { Alert, Anchor, Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { IconFileCertificate } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, getJson } from '../../lib/api.ts'
import { useChain } from '../../lib/chain.tsx'
import { describeCode } from '../../lib/messages.ts'
import { useSession } from '../../lib/session.tsx'
import { MakingProgress } from './make/MakingProgress.tsx'
import type { MakeOrder } from './make/messages.ts'
import { readJournals } from './make/readJournals.ts'
import { useLabels } from './make/useLabels.ts'
import { useMaker } from './make/useMaker.ts'

/** Makes the proof of an agreement in this browser, from the chain and the nodes, and saves it as a file. */
export function DownloadProof({ agreement }: { agreement: AgreementView }) {
  const { t, i18n } = useTranslation()
  const { rpcUrl, genesisHash, contracts, block } = useChain()
  const isParticipant = useSession().state === 'signedIn'
  const labelsOf = useLabels(agreement)
  const [withNames, setWithNames] = useState(true)
  const [withJournal, setWithJournal] = useState(true)
  const { making, make, cancel } = useMaker()
  const file = making.status === 'done' ? making.file : null

  useEffect(() => {
    if (file) save(`${agreement.root.slice(0, 10)}.proof.json`, file)
  }, [file, agreement.root])

  const prepare = async (): Promise<MakeOrder> => {
    const versions = agreement.versions.filter(({ concludedAt }) => concludedAt !== null)
    const digests = versions.map(({ digest }) => digest)
    const journals = isParticipant && withJournal ? await readJournals(digests) : {}
    const labels = withNames ? versions.map(({ digest, terms }) => [digest, { names: labelsOf(terms) }] as const) : []
    const words: MakeOrder['words'] = { ...Object.fromEntries<Words>(labels), ...journals }
    return {
      ...{ rpcUrl, genesisHash, contracts, root: agreement.root, fromBlock: block, words },
      agreementBlock: agreement.events[0]?.block ?? block,
      toBlock: await readBlock(),
      currency: agreement.asset.kind === 'currency' ? agreement.asset.symbol : null,
    }
  }

  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm" c="dimmed" maw={680}>
        {t('proof.downloadLead')}
      </Text>
      <Checkbox
        checked={withNames}
        onChange={event => setWithNames(event.currentTarget.checked)}
        label={t('proof.withNames')}
        description={t('proof.withNamesHelp')}
      />
      {isParticipant && (
        <Checkbox
          checked={withJournal}
          onChange={event => setWithJournal(event.currentTarget.checked)}
          label={t('proof.withJournal')}
          description={t('proof.withJournalHelp')}
        />
      )}
      <Group>
        <Button
          variant="default"
          leftSection={<IconFileCertificate size={18} aria-hidden />}
          disabled={making.status === 'making'}
          onClick={() => make(prepare)}
        >
          {t('proof.download')}
        </Button>
        <Anchor href="/verify" target="_blank" size="sm">
          {t('proof.verifyLink')}
        </Anchor>
      </Group>
      {making.status === 'making' && <MakingProgress progress={making.progress} onCancel={cancel} />}
      {making.status === 'done' && (
        <Alert color="green" role="status">
          {t('proof.made')}
        </Alert>
      )}
      {making.status === 'failed' && (
        <Alert color="red" role="alert" title={t('proof.notMade')}>
          {describeCode(making.code, making.args, i18n.language) ?? String(making.args.message)}
        </Alert>
      )}
    </Stack>
  )
}

/** The block that every node that runs has read. */
async function readBlock(): Promise<number> {
  const nodes = await getJson<NodeView[]>('/nodes')
  const blocks = nodes.filter(({ status }) => status !== 'down').map(({ block }) => block)
  if (blocks.length === 0) throw new ApiError(503, { code: 'NodesUnreachable', message: 'No node answers.' })
  return Math.min(...blocks)
}

function save(name: string, file: Blob): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
