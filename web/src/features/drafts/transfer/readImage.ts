import jsQR from 'jsqr'

// Pictures are brought to a size between these: too small and the squares run together, too large and it takes long.
const [least, most] = [900, 1600]

/** Reads the code in a picture or a frame of a film; null when there is none. */
export function readCode(source: CanvasImageSource, width: number, height: number): string | null {
  const longer = Math.max(width, height)
  const scale = longer > most ? most / longer : longer < least ? Math.ceil(least / longer) : 1
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return null
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  return jsQR(data, canvas.width, canvas.height)?.data ?? null
}

/** Reads the code in a picture file; null when there is none, or the file is no picture. */
export async function readImage(file: File): Promise<string | null> {
  const picture = await createImageBitmap(file).catch(() => null)
  if (!picture) return null
  try {
    return readCode(picture, picture.width, picture.height)
  } finally {
    picture.close()
  }
}
