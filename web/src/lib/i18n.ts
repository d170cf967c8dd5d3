import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from '../locales/en.ts'
import { zh } from '../locales/zh.ts'

export const languages = { en: 'English', zh: '中文' } as const
export type Language = keyof typeof languages

const storageKey = 'concordat.language'

const preferred = (): Language => {
  const stored = localStorage.getItem(storageKey)
  if (stored === 'en' || stored === 'zh') return stored
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

const mark = (language: string) => {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

/** Starts the texts in the remembered language, else in the browser's. */
export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: preferred(),
    fallbackLng: 'en',
    resources: { en: { translation: en }, zh: { translation: zh } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  mark(i18next.language)
}

/** Changes the language and remembers it in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(storageKey, language)
  await i18next.changeLanguage(language)
  mark(language)
}
