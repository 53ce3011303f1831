// What a person does where a fix says "edit ome.xml", rule by rule, as its text says. Each takes OME-XML and the finding.
import { basename } from 'node:path';

/** An attribute of each start tag with that name. */
const set = (xml, tag, name, value) => xml.replace(new RegExp(`<((?:\\w+:)?${tag})((?:\\s[^<>]*?)?)(/?)>`, 'g'), (_, element, rest, end) => `<${element}${rest.replace(new RegExp(`\\s${name}="[^"]*"`), '')}${value === undefined ? '' : ` ${name}="${value}"`}${end}>`);
const valueOf = (xml, tag, name) => new RegExp(`<(?:\\w+:)?${tag}\\s[^<>]*?\\b${name}="([^"]*)"`).exec(xml)?.[1];
const number = (xml, name) => Number(valueOf(xml, 'Pixels', name) ?? 1);

/** Channel elements for all channels in the place of those that are there. */
function channels(xml, samples = 1) {
  const count = number(xml, 'SizeC') / samples;
  const written = Array.from({ length: count }, (_, at) => `<Channel ID="Channel:0:${at}" Name="Channel ${at}" SamplesPerPixel="${samples}"/>`).join('');
  const without = xml.replace(/<Channel\b[^<>]*\/>/g, '').replace(/<Channel\b[\s\S]*?<\/Channel>/g, '');
  return without.replace(/(<Pixels\b[^<>]*>)/, `$1${written}`);
}

/** What the place of a finding names: `Image[0]/Pixels/@SizeT`. */
function named(finding) {
  const path = finding.places[0].args.path ?? '';
  const [, tag = '', name = ''] = /(\w+)(?:\[\d+\])?\/@(\w+)$/.exec(path) ?? [];
  return { tag, name };
}

const MISSING = { SizeX: '1', SizeY: '1', SizeZ: '1', SizeC: '1', SizeT: '1', DimensionOrder: 'XYZCT', Type: 'uint16' };

export const EDITS = {
  'ome-xml/all-in-time': (xml) => {
    const [t, c] = [number(xml, 'SizeT'), number(xml, 'SizeC')];
    return channels(set(set(xml.replaceAll('FirstT=', 'First?=').replaceAll('FirstC=', 'FirstT=').replaceAll('First?=', 'FirstC='), 'Pixels', 'SizeT', c), 'Pixels', 'SizeC', t));
  },
  'ome-xml/attribute-missing': (xml, finding, report) => {
    const { tag, name } = named(finding);
    const level = report.facts?.images?.[0]?.levels?.[0];
    const value = name === 'ID' ? (tag === 'Channel' ? 'Channel:0:0' : `${tag}:0`) : name === 'SizeX' ? level?.width : name === 'SizeY' ? level?.height : MISSING[name];
    return set(xml, tag, name, value);
  },
  'ome-xml/bits': (xml) => set(set(xml, 'Pixels', 'SignificantBits'), 'Pixels', 'BigEndian'),
  'ome-xml/channel-colors': (xml) => set(xml, 'Channel', 'Color'),
  'ome-xml/channel-count': (xml, _, report) => channels(xml, report.facts.images[0].levels[0].samplesPerPixel),
  'ome-xml/channel-missing': (xml, _, report) => channels(xml, report.facts.images?.[0]?.levels?.[0]?.samplesPerPixel ?? 1),
  'ome-xml/channel-names': (xml) => channels(xml),
  'ome-xml/color': (xml) => set(xml, 'Channel', 'Color', '-16776961'),
  'ome-xml/dimension-order': (xml) => set(xml, 'Pixels', 'DimensionOrder', 'XYCZT'),
  'ome-xml/large': (xml) => xml.replace(/<!--[\s\S]*?-->/g, '').replace(/<(Plane|ROI|StructuredAnnotations)\b[^<>]*\/>/g, '').replace(/<(Plane|ROI|StructuredAnnotations)\b[\s\S]*?<\/\1>/g, ''),
  'ome-xml/number': (xml, finding) => {
    const { tag, name } = named(finding);
    return set(xml, tag, name, (valueOf(xml, tag, name) ?? '').replace(',', '.').replace(/[^\d.]/g, '') || '1');
  },
  'ome-xml/planes-unassigned': (xml) => xml.replace(/<TiffData\b[^<>]*\/>/g, '').replace(/<TiffData\b[\s\S]*?<\/TiffData>/g, '').replace(/<\/Pixels>/g, '<TiffData/></Pixels>'),
  'ome-xml/size-differs': (xml, _, report) => {
    const { width, height } = report.facts.images[0].levels[0];
    return set(set(xml, 'Pixels', 'SizeX', width), 'Pixels', 'SizeY', height);
  },
  'ome-xml/tiff-data': (xml, _, report) => xml.replace(/<UUID(?![^<>]*FileName)/g, `<UUID FileName="${basename(report.input.name)}"`),
  'ome-xml/unit-vitessce': (xml) => ['X', 'Y', 'Z'].reduce((text, axis) => set(text, 'Pixels', `PhysicalSize${axis}Unit`), xml),
  'vitessce/tiff-data': (xml) => EDITS['ome-xml/planes-unassigned'](xml),
  'ifd/missing-planes': (xml, finding) => {
    const fewer = set(set(set(xml, 'Pixels', 'SizeZ', 1), 'Pixels', 'SizeT', 1), 'Pixels', 'SizeC', finding.places[0].args.ifds);
    return EDITS['ome-xml/planes-unassigned'](channels(fewer));
  },
  'ome-xml/physical-size': (xml) => {
    const without = ['X', 'Y'].reduce((text, axis) => set(set(text, 'Pixels', `PhysicalSize${axis}`), 'Pixels', `PhysicalSize${axis}Unit`), xml);
    return set(set(without, 'Pixels', 'PhysicalSizeX', '0.5'), 'Pixels', 'PhysicalSizeY', '0.5');
  },
};
