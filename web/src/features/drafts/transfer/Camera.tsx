import { Alert, Box } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readCode } from './readImage.ts'

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

/** Reads codes with the camera, as often as it can. */
export function Camera({ onCode }: { onCode: (text: string) => void }) {
  const { t } = useTranslation()
  const video = useRef<HTMLVideoElement>(null)
  const [refused, setRefused] = useState(false)
  const tell = useRef(onCode)
  tell.current = onCode

  useEffect(() => {
    let stream: MediaStream | null = null
    let ended = false
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      const element = video.current
      if (element && element.videoWidth > 0) {
        const code = readCode(element, element.videoWidth, element.videoHeight)
        if (code) tell.current(code)
      }
      if (!ended) timer = setTimeout(look, 120)
    }
    const start = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
        if (ended) return stop(stream)
        if (video.current) video.current.srcObject = stream
        look()
      } catch {
        setRefused(true)
      }
    }
    void start()
    return () => {
      ended = true
      clearTimeout(timer)
      stop(stream)
    }
  }, [])

  if (refused) return <Alert role="alert" color="yellow" title={t('transfer.noCamera')} />
  return (
    <Box maw={420}>
      <video
        ref={video}
        autoPlay
        playsInline
        muted
        aria-label={t('transfer.camera')}
        style={{ width: '100%', borderRadius: 12 }}
      />
    </Box>
  )
}
