// Images as Vitessce and Viv read them (IM).
import { image } from '../store/ngff.mjs';

export const imCases = [
  { id: 'im-good-v04', what: 'good 0.4 image', kind: 'image', build: () => image({ levels: [2, 4] }) },
  { id: 'im-good-v05', what: 'good 0.5 image', kind: 'image', build: () => image({ version: '0.5', levels: [2, 4] }) },
  { id: 'im-14-factor-3', rules: ['IM-14'], what: 'factor 3', kind: 'image', build: () => image({ levels: [3, 9] }), expect: { wrong: 'vit viv v16' } },
  { id: 'im-15', rules: ['IM-15'], what: 'z', kind: 'image', build: () => image({ axes: 'czyx', shape: [1, 8, 128, 128], levels: [[1, 4, 64, 64]] }), expect: { wrong: 'vit' } },
  { id: 'im-22', rules: ['IM-22'], what: 'x of 3', kind: 'image', build: () => image({ axes: 'cyx', shape: [2, 16, 3], levels: [] }), expect: { fails: 'vit viv v16' } },
  { id: 'im-05', rules: ['IM-05'], what: 'int64', kind: 'image', build: () => image({ dtype: 'i8' }), expect: { fails: 'vit viv v16' } },
];
