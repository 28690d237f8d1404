/** Packets of MPEG-TS (ISO/IEC 13818-1, 2.4.3.2): all are of this length and begin with this byte. */
export const packetBytes = 188;
export const syncByte = 0x47;
