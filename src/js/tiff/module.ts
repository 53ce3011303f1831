/** The module that decodes a compression; the core knows the names of those that no module decodes. */
export function moduleOf(compression: number): 'core' | 'more' | 'jxl' {
  switch (compression) {
    case 2: // CCITT RLE
    case 3: // CCITT Group 3
    case 4: // CCITT Group 4
    case 33003: // JPEG 2000
    case 33004:
    case 33005:
    case 34712:
    case 34925: // LZMA
    case 34927: // WebP
    case 50001:
      return 'more';
    case 50002: // JPEG XL
    case 52546:
      return 'jxl';
    default:
      return 'core';
  }
}
