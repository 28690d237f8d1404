/** ISO 639-2/T of languages in which films are captioned, by ISO 639-1: containers of the MP4 family know only those. */
const codes: Record<string, string> = Object.fromEntries(
  (
    'af:afr am:amh ar:ara az:aze be:bel bg:bul bn:ben bs:bos ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng es:spa ' +
    'et:est eu:eus fa:fas fi:fin fr:fra ga:gle gl:glg gu:guj he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ' +
    'ja:jpn ka:kat kk:kaz km:khm kn:kan ko:kor lt:lit lv:lav mk:mkd ml:mal mn:mon mr:mar ms:msa my:mya nb:nob ne:nep ' +
    'nl:nld no:nor pa:pan pl:pol ps:pus pt:por ro:ron ru:rus si:sin sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam ' +
    'te:tel th:tha tl:tgl tr:tur uk:ukr ur:urd uz:uzb vi:vie zh:zho zu:zul'
  )
    .split(' ')
    .map((pair) => pair.split(':')),
);

/** Of a BCP 47 name such as `de-AT`; null where it is not known. */
export function toLanguageCode(language: string | null): string | null {
  const [first = ''] = language?.toLowerCase().split('-') ?? [];
  return codes[first] ?? (first.length === 3 ? first : null);
}
