/** Languages as MP4 and Matroska name them: three letters of ISO 639-2 (the terminological ones). */

/** Two letters of ISO 639-1 and the three of ISO 639-2/T, for the languages that captions are made in. */
const pairs =
  'af afr am amh ar ara az aze be bel bg bul bn ben bs bos ca cat cs ces cy cym da dan de deu el ell en eng eo epo ' +
  'es spa et est eu eus fa fas fi fin fr fra ga gle gl glg gu guj he heb hi hin hr hrv hu hun hy hye id ind is isl ' +
  'it ita ja jpn ka kat kk kaz km khm kn kan ko kor ku kur ky kir la lat lo lao lt lit lv lav mk mkd ml mal mn mon ' +
  'mr mar ms msa my mya nb nob ne nep nl nld nn nno no nor pa pan pl pol ps pus pt por ro ron ru rus sd snd si sin ' +
  'sk slk sl slv so som sq sqi sr srp sv swe sw swa ta tam te tel tg tgk th tha tl tgl tr tur ug uig uk ukr ur urd ' +
  'uz uzb vi vie yi yid zh zho zu zul iw heb in ind ji yid';

const words = pairs.split(' ');
const longByShort = new Map(
  words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? 'und']] : [])),
);

/** The code of a BCP 47 tag's language (`de-AT` → `deu`); `und` for one that we do not know. */
export function toLongLanguage(tag: string): string {
  const [language = ''] = tag.toLowerCase().split('-');
  return language.length === 3 ? language : (longByShort.get(language) ?? 'und');
}
