var __defProp = Object.defineProperty;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __esm = (fn, res, err2) => function __init() {
  if (err2) throw err2[0];
  try {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  } catch (e) {
    throw err2 = [e], e;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};

// src/js/generated/check/glue.js
var glue_exports = {};
__export(glue_exports, {
  createGlue: () => createGlue2,
  version: () => version2
});
function createGlue2() {
  const module = { exports: {} };
  var __defProp2 = Object.defineProperty;
  var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames2 = Object.getOwnPropertyNames;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __export2 = (target, all) => {
    for (var name in all)
      __defProp2(target, name, { get: all[name], enumerable: true });
  };
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") {
      for (let key of __getOwnPropNames2(from))
        if (!__hasOwnProp.call(to, key) && key !== except)
          __defProp2(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toCommonJS = (mod) => __copyProps(__defProp2({}, "__esModule", { value: true }), mod);
  var stdin_exports = {};
  __export2(stdin_exports, {
    about: () => about,
    begin: () => begin,
    beginCheck: () => beginCheck,
    beginPixels: () => beginPixels,
    breakage: () => breakage,
    decodeInto: () => decodeInto,
    default: () => __wbg_init,
    end: () => end,
    found: () => found,
    initSync: () => initSync,
    jpegTables: () => jpegTables,
    learnOffsets: () => learnOffsets,
    learnSize: () => learnSize,
    memorySize: () => memorySize,
    offsets: () => offsets,
    report: () => report,
    report_panics: () => report_panics,
    rules: () => rules,
    step: () => step,
    stepBlob: () => stepBlob,
    storage: () => storage,
    structure: () => structure,
    supply: () => supply,
    viewers: () => viewers
  });
  module.exports = __toCommonJS(stdin_exports);
  function about() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.about();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function begin(structure2, size, reach, ifds) {
    wasm.begin(structure2, size, reach, ifds);
  }
  function beginCheck(input, size, reach) {
    const val2 = +size;
    const val3 = +reach;
    const ptr0 = passStringToWasm0(input, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
    const len0 = WASM_VECTOR_LEN;
    const ret = wasm.beginCheck(ptr0, len0, val2, val3);
    if (ret[1]) {
      throw takeFromExternrefTable0(ret[0]);
    }
  }
  function beginPixels(offset, described, size, reach) {
    wasm.beginPixels(offset, described, size, reach);
  }
  function breakage() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.breakage();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function decodeInto(bytes, spec, jpeg_tables, target) {
    let ptr0, len0, ptr1, len1;
    try {
      ptr0 = passArray32ToWasm0(spec, wasm.__wbindgen_malloc);
      len0 = WASM_VECTOR_LEN;
      ptr1 = passArray8ToWasm0(jpeg_tables, wasm.__wbindgen_malloc);
      len1 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr1) {
        wasm.__wbindgen_free(ptr1, len1 * 1, 1);
      }
      if (ptr0) {
        wasm.__wbindgen_free(ptr0, len0 * 4, 4);
      }
      throw e;
    }
    const ret = wasm.decodeInto(bytes, ptr0, len0, ptr1, len1, target);
    if (ret[1]) {
      throw takeFromExternrefTable0(ret[0]);
    }
  }
  function end() {
    wasm.end();
  }
  function found() {
    const ret = wasm.found();
    return ret;
  }
  function jpegTables() {
    const ret = wasm.jpegTables();
    var v1 = getArrayU8FromWasm0(ret[0], ret[1]).slice();
    wasm.__wbindgen_free(ret[0], ret[1] * 1, 1);
    return v1;
  }
  function learnOffsets(kind, place, text) {
    let ptr0, len0, ptr1, len1, ptr2, len2;
    try {
      ptr0 = passStringToWasm0(kind, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len0 = WASM_VECTOR_LEN;
      ptr1 = passStringToWasm0(place, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len1 = WASM_VECTOR_LEN;
      ptr2 = passStringToWasm0(text, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len2 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr2) {
        wasm.__wbindgen_free(ptr2, len2 * 1, 1);
      }
      if (ptr1) {
        wasm.__wbindgen_free(ptr1, len1 * 1, 1);
      }
      if (ptr0) {
        wasm.__wbindgen_free(ptr0, len0 * 1, 1);
      }
      throw e;
    }
    const ret = wasm.learnOffsets(ptr0, len0, ptr1, len1, ptr2, len2);
    if (ret[1]) {
      throw takeFromExternrefTable0(ret[0]);
    }
  }
  function learnSize(size) {
    wasm.learnSize(size);
  }
  function memorySize() {
    const ret = wasm.memorySize();
    return ret;
  }
  function offsets() {
    const ret = wasm.offsets();
    var v1 = getArrayF64FromWasm0(ret[0], ret[1]).slice();
    wasm.__wbindgen_free(ret[0], ret[1] * 8, 8);
    return v1;
  }
  function report(wanted) {
    let deferred3_0;
    let deferred3_1;
    try {
      const ptr0 = passStringToWasm0(wanted, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      const len0 = WASM_VECTOR_LEN;
      const ret = wasm.report(ptr0, len0);
      var ptr2 = ret[0];
      var len2 = ret[1];
      if (ret[3]) {
        ptr2 = 0;
        len2 = 0;
        throw takeFromExternrefTable0(ret[2]);
      }
      deferred3_0 = ptr2;
      deferred3_1 = len2;
      return getStringFromWasm0(ptr2, len2);
    } finally {
      wasm.__wbindgen_free(deferred3_0, deferred3_1, 1);
    }
  }
  function report_panics() {
    wasm.report_panics();
  }
  function rules() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.rules();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function step() {
    const ret = wasm.step();
    if (ret[3]) {
      throw takeFromExternrefTable0(ret[2]);
    }
    var v1 = getArrayF64FromWasm0(ret[0], ret[1]).slice();
    wasm.__wbindgen_free(ret[0], ret[1] * 8, 8);
    return v1;
  }
  function stepBlob(file) {
    const ret = wasm.stepBlob(file);
    if (ret[3]) {
      throw takeFromExternrefTable0(ret[2]);
    }
    var v1 = getArrayF64FromWasm0(ret[0], ret[1]).slice();
    wasm.__wbindgen_free(ret[0], ret[1] * 8, 8);
    return v1;
  }
  function storage() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.storage();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function structure() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.structure();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function supply(start2, bytes) {
    const val2 = +start2;
    const ptr0 = passArray8ToWasm0(bytes, wasm.__wbindgen_malloc);
    const len0 = WASM_VECTOR_LEN;
    wasm.supply(val2, ptr0, len0);
  }
  function viewers() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.viewers();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function __wbg_get_imports() {
    const import0 = {
      __proto__: null,
      __wbg___wbindgen_throw_4c88d8bf264fd984: function(arg0, arg1) {
        throw new Error(getStringFromWasm0(arg0, arg1));
      },
      __wbg_length_186163212ffe79c3: function(arg0) {
        const ret = arg0.length;
        return ret;
      },
      __wbg_new_13de428334042d26: function(arg0) {
        const ret = new Uint8Array(arg0);
        return ret;
      },
      __wbg_new_f2c208823248a2e7: function() {
        return handleError(function() {
          const ret = new FileReaderSync();
          return ret;
        }, arguments);
      },
      __wbg_prototypesetcall_13162965d1fe7aa3: function(arg0, arg1, arg2) {
        Uint8Array.prototype.set.call(getArrayU8FromWasm0(arg0, arg1), arg2);
      },
      __wbg_readAsArrayBuffer_b7018416df375ab3: function() {
        return handleError(function(arg0, arg1) {
          const ret = arg0.readAsArrayBuffer(arg1);
          return ret;
        }, arguments);
      },
      __wbg_set_feb3714f475485ba: function(arg0, arg1, arg2) {
        arg0.set(getArrayU8FromWasm0(arg1, arg2));
      },
      __wbg_slice_b94f88ac0a502e53: function() {
        return handleError(function(arg0, arg1, arg2) {
          const ret = arg0.slice(arg1, arg2);
          return ret;
        }, arguments);
      },
      __wbindgen_generic_0000000000000001: function(arg0, arg1) {
        const ret = getStringFromWasm0(arg0, arg1);
        return ret;
      },
      __wbindgen_init_externref_table: function() {
        const table = wasm.__wbindgen_externrefs;
        table.set(0, void 0);
        table.set(1024, void 0);
        table.set(1025, null);
        table.set(1026, true);
        table.set(1027, false);
      }
    };
    return {
      __proto__: null,
      "./omescope_bg.js": import0
    };
  }
  function addToExternrefTable0(obj) {
    const idx = wasm.__externref_table_alloc();
    wasm.__wbindgen_externrefs.set(idx, obj);
    return idx;
  }
  function getArrayF64FromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return getFloat64ArrayMemory0().subarray(ptr / 8, ptr / 8 + len);
  }
  function getArrayU8FromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return getUint8ArrayMemory0().subarray(ptr / 1, ptr / 1 + len);
  }
  let cachedFloat64ArrayMemory0 = null;
  function getFloat64ArrayMemory0() {
    if (cachedFloat64ArrayMemory0 === null || cachedFloat64ArrayMemory0.byteLength === 0) {
      cachedFloat64ArrayMemory0 = new Float64Array(wasm.memory.buffer);
    }
    return cachedFloat64ArrayMemory0;
  }
  function getStringFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
  }
  let cachedUint32ArrayMemory0 = null;
  function getUint32ArrayMemory0() {
    if (cachedUint32ArrayMemory0 === null || cachedUint32ArrayMemory0.byteLength === 0) {
      cachedUint32ArrayMemory0 = new Uint32Array(wasm.memory.buffer);
    }
    return cachedUint32ArrayMemory0;
  }
  let cachedUint8ArrayMemory0 = null;
  function getUint8ArrayMemory0() {
    if (cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0) {
      cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);
    }
    return cachedUint8ArrayMemory0;
  }
  function handleError(f, args) {
    try {
      return f.apply(this, args);
    } catch (e) {
      const idx = addToExternrefTable0(e);
      wasm.__wbindgen_exn_store(idx);
    }
  }
  function passArray32ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 4, 4) >>> 0;
    getUint32ArrayMemory0().set(arg, ptr / 4);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
  }
  function passArray8ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 1, 1) >>> 0;
    getUint8ArrayMemory0().set(arg, ptr / 1);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
  }
  function passStringToWasm0(arg, malloc, realloc) {
    if (realloc === void 0) {
      const buf = cachedTextEncoder.encode(arg);
      const ptr2 = malloc(buf.length, 1) >>> 0;
      getUint8ArrayMemory0().subarray(ptr2, ptr2 + buf.length).set(buf);
      WASM_VECTOR_LEN = buf.length;
      return ptr2;
    }
    let len = arg.length;
    let ptr = malloc(len, 1) >>> 0;
    const mem = getUint8ArrayMemory0();
    let offset = 0;
    for (; offset < len; offset++) {
      const code = arg.charCodeAt(offset);
      if (code > 127) break;
      mem[ptr + offset] = code;
    }
    if (offset !== len) {
      if (offset !== 0) {
        arg = arg.slice(offset);
      }
      ptr = realloc(ptr, len, len = offset + arg.length * 3, 1) >>> 0;
      const view = getUint8ArrayMemory0().subarray(ptr + offset, ptr + len);
      const ret = cachedTextEncoder.encodeInto(arg, view);
      offset += ret.written;
      ptr = realloc(ptr, len, offset, 1) >>> 0;
    }
    WASM_VECTOR_LEN = offset;
    return ptr;
  }
  function takeFromExternrefTable0(idx) {
    const value = wasm.__wbindgen_externrefs.get(idx);
    wasm.__externref_table_dealloc(idx);
    return value;
  }
  let cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
  cachedTextDecoder.decode();
  const MAX_SAFARI_DECODE_BYTES = 2146435072;
  let numBytesDecoded = 0;
  function decodeText(bytes) {
    numBytesDecoded += bytes.length;
    if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
      cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
      cachedTextDecoder.decode();
      numBytesDecoded = bytes.length;
    }
    return cachedTextDecoder.decode(bytes);
  }
  const cachedTextEncoder = new TextEncoder();
  if (!("encodeInto" in cachedTextEncoder)) {
    cachedTextEncoder.encodeInto = function(arg, view) {
      const buf = cachedTextEncoder.encode(arg);
      view.set(buf);
      return {
        read: arg.length,
        written: buf.length
      };
    };
  }
  let WASM_VECTOR_LEN = 0;
  let wasmModule, wasmInstance, wasm;
  function __wbg_finalize_init(instance, module2) {
    wasmInstance = instance;
    wasm = instance.exports;
    wasmModule = module2;
    cachedFloat64ArrayMemory0 = null;
    cachedUint32ArrayMemory0 = null;
    cachedUint8ArrayMemory0 = null;
    wasm.__wbindgen_start();
    return wasm;
  }
  async function __wbg_load(module2, imports) {
    if (typeof Response === "function" && module2 instanceof Response) {
      if (!module2.ok) {
        throw new Error(`failed to fetch Wasm: ${module2.status} ${module2.statusText} fetching '${module2.url}'`);
      }
      if (typeof WebAssembly.instantiateStreaming === "function") {
        try {
          return await WebAssembly.instantiateStreaming(module2, imports);
        } catch (e) {
          const validResponse = expectedResponseType(module2.type);
          if (validResponse && module2.headers.get("Content-Type") !== "application/wasm") {
            console.warn("`WebAssembly.instantiateStreaming` failed because your server does not serve Wasm with `application/wasm` MIME type. Falling back to `WebAssembly.instantiate` which is slower. Original error:\n", e);
          } else {
            throw e;
          }
        }
      }
      const bytes = await module2.arrayBuffer();
      return await WebAssembly.instantiate(bytes, imports);
    } else {
      const instance = await WebAssembly.instantiate(module2, imports);
      if (instance instanceof WebAssembly.Instance) {
        return { instance, module: module2 };
      } else {
        return instance;
      }
    }
    function expectedResponseType(type) {
      switch (type) {
        case "basic":
        case "cors":
        case "default":
          return true;
      }
      return false;
    }
  }
  function initSync(module2) {
    if (wasm !== void 0) return wasm;
    if (module2 !== void 0) {
      if (Object.getPrototypeOf(module2) === Object.prototype) {
        ({ module: module2 } = module2);
      } else {
        console.warn("using deprecated parameters for `initSync()`; pass a single object instead");
      }
    }
    const imports = __wbg_get_imports();
    if (!(module2 instanceof WebAssembly.Module)) {
      module2 = new WebAssembly.Module(module2);
    }
    const instance = new WebAssembly.Instance(module2, imports);
    return __wbg_finalize_init(instance, module2);
  }
  let __wbg_init_promise;
  async function __wbg_init(module_or_path) {
    if (wasm !== void 0) return wasm;
    if (__wbg_init_promise === void 0) {
      __wbg_init_promise = __wbg_init_once(module_or_path);
      __wbg_init_promise.catch(() => {
        __wbg_init_promise = void 0;
      });
    }
    return __wbg_init_promise;
  }
  async function __wbg_init_once(module_or_path) {
    if (module_or_path !== void 0) {
      if (Object.getPrototypeOf(module_or_path) === Object.prototype) {
        ({ module_or_path } = module_or_path);
      } else {
        console.warn("using deprecated parameters for the initialization function; pass a single object instead");
      }
    }
    const imports = __wbg_get_imports();
    if (typeof module_or_path === "string" || typeof Request === "function" && module_or_path instanceof Request || typeof URL === "function" && module_or_path instanceof URL) {
      module_or_path = fetch(module_or_path);
    }
    const { instance, module: module2 } = await __wbg_load(await module_or_path, imports);
    return __wbg_finalize_init(instance, module2);
  }
  return module.exports;
}
var version2;
var init_glue = __esm({
  "src/js/generated/check/glue.js"() {
    "use strict";
    version2 = "0.1.0";
  }
});

// src/js/generated/zarr/glue.js
var glue_exports2 = {};
__export(glue_exports2, {
  createGlue: () => createGlue3,
  version: () => version3
});
function createGlue3() {
  const module = { exports: {} };
  var __defProp2 = Object.defineProperty;
  var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames2 = Object.getOwnPropertyNames;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __export2 = (target, all) => {
    for (var name in all)
      __defProp2(target, name, { get: all[name], enumerable: true });
  };
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") {
      for (let key of __getOwnPropNames2(from))
        if (!__hasOwnProp.call(to, key) && key !== except)
          __defProp2(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toCommonJS = (mod) => __copyProps(__defProp2({}, "__esModule", { value: true }), mod);
  var stdin_exports = {};
  __export2(stdin_exports, {
    about: () => about,
    beginMending: () => beginMending,
    beginStore: () => beginStore,
    beginTree: () => beginTree,
    default: () => __wbg_init,
    end: () => end,
    initSync: () => initSync,
    judgeAttributes: () => judgeAttributes,
    memorySize: () => memorySize,
    mending: () => mending,
    report: () => report,
    report_panics: () => report_panics,
    rules: () => rules,
    showsOf: () => showsOf,
    stepStore: () => stepStore,
    supplyAbsent: () => supplyAbsent,
    supplyDenied: () => supplyDenied,
    supplyKey: () => supplyKey,
    supplyKeyPart: () => supplyKeyPart,
    supplyNames: () => supplyNames2,
    supplySize: () => supplySize,
    tree: () => tree,
    viewers: () => viewers
  });
  module.exports = __toCommonJS(stdin_exports);
  function about() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.about();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function beginMending(input) {
    const ptr0 = passStringToWasm0(input, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
    const len0 = WASM_VECTOR_LEN;
    const ret = wasm.beginMending(ptr0, len0);
    if (ret[1]) {
      throw takeFromExternrefTable0(ret[0]);
    }
  }
  function beginStore(input) {
    const ptr0 = passStringToWasm0(input, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
    const len0 = WASM_VECTOR_LEN;
    const ret = wasm.beginStore(ptr0, len0);
    if (ret[1]) {
      throw takeFromExternrefTable0(ret[0]);
    }
  }
  function beginTree(input, trust) {
    const val2 = +trust;
    const ptr0 = passStringToWasm0(input, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
    const len0 = WASM_VECTOR_LEN;
    const ret = wasm.beginTree(ptr0, len0, val2);
    if (ret[1]) {
      throw takeFromExternrefTable0(ret[0]);
    }
  }
  function end() {
    wasm.end();
  }
  function judgeAttributes(text) {
    let deferred2_0;
    let deferred2_1;
    try {
      const ptr0 = passArray8ToWasm0(text, wasm.__wbindgen_malloc);
      const len0 = WASM_VECTOR_LEN;
      const ret = wasm.judgeAttributes(ptr0, len0);
      deferred2_0 = ret[0];
      deferred2_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred2_0, deferred2_1, 1);
    }
  }
  function memorySize() {
    const ret = wasm.memorySize();
    return ret;
  }
  function mending() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.mending();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function report(wanted) {
    let deferred3_0;
    let deferred3_1;
    try {
      const ptr0 = passStringToWasm0(wanted, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      const len0 = WASM_VECTOR_LEN;
      const ret = wasm.report(ptr0, len0);
      var ptr2 = ret[0];
      var len2 = ret[1];
      if (ret[3]) {
        ptr2 = 0;
        len2 = 0;
        throw takeFromExternrefTable0(ret[2]);
      }
      deferred3_0 = ptr2;
      deferred3_1 = len2;
      return getStringFromWasm0(ptr2, len2);
    } finally {
      wasm.__wbindgen_free(deferred3_0, deferred3_1, 1);
    }
  }
  function report_panics() {
    wasm.report_panics();
  }
  function rules() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.rules();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function showsOf() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.showsOf();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function stepStore() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.stepStore();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function supplyAbsent(key) {
    const ptr0 = passStringToWasm0(key, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
    const len0 = WASM_VECTOR_LEN;
    wasm.supplyAbsent(ptr0, len0);
  }
  function supplyDenied(key, why) {
    let ptr0, len0, ptr1, len1;
    try {
      ptr0 = passStringToWasm0(key, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len0 = WASM_VECTOR_LEN;
      ptr1 = passStringToWasm0(why, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len1 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr1) {
        wasm.__wbindgen_free(ptr1, len1 * 1, 1);
      }
      if (ptr0) {
        wasm.__wbindgen_free(ptr0, len0 * 1, 1);
      }
      throw e;
    }
    wasm.supplyDenied(ptr0, len0, ptr1, len1);
  }
  function supplyKey(key, bytes) {
    let ptr0, len0, ptr1, len1;
    try {
      ptr0 = passStringToWasm0(key, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len0 = WASM_VECTOR_LEN;
      ptr1 = passArray8ToWasm0(bytes, wasm.__wbindgen_malloc);
      len1 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr1) {
        wasm.__wbindgen_free(ptr1, len1 * 1, 1);
      }
      if (ptr0) {
        wasm.__wbindgen_free(ptr0, len0 * 1, 1);
      }
      throw e;
    }
    wasm.supplyKey(ptr0, len0, ptr1, len1);
  }
  function supplyKeyPart(key, start2, len, bytes) {
    const val3 = +start2;
    const val4 = +len;
    let ptr0, len0, ptr1, len1;
    try {
      ptr0 = passStringToWasm0(key, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len0 = WASM_VECTOR_LEN;
      ptr1 = isLikeNone(bytes) ? 0 : passArray8ToWasm0(bytes, wasm.__wbindgen_malloc);
      len1 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr1) {
        wasm.__wbindgen_free(ptr1, len1 * 1, 1);
      }
      if (ptr0) {
        wasm.__wbindgen_free(ptr0, len0 * 1, 1);
      }
      throw e;
    }
    wasm.supplyKeyPart(ptr0, len0, val3, val4, ptr1, len1);
  }
  function supplyNames2(path, names) {
    let ptr0, len0, ptr1, len1;
    try {
      ptr0 = passStringToWasm0(path, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len0 = WASM_VECTOR_LEN;
      ptr1 = passStringToWasm0(names, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len1 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr1) {
        wasm.__wbindgen_free(ptr1, len1 * 1, 1);
      }
      if (ptr0) {
        wasm.__wbindgen_free(ptr0, len0 * 1, 1);
      }
      throw e;
    }
    const ret = wasm.supplyNames(ptr0, len0, ptr1, len1);
    if (ret[1]) {
      throw takeFromExternrefTable0(ret[0]);
    }
  }
  function supplySize(key, size) {
    const val2 = +size;
    const ptr0 = passStringToWasm0(key, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
    const len0 = WASM_VECTOR_LEN;
    wasm.supplySize(ptr0, len0, val2);
  }
  function tree() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.tree();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function viewers() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.viewers();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function __wbg_get_imports() {
    const import0 = {
      __proto__: null,
      __wbg___wbindgen_throw_4c88d8bf264fd984: function(arg0, arg1) {
        throw new Error(getStringFromWasm0(arg0, arg1));
      },
      __wbindgen_generic_0000000000000001: function(arg0, arg1) {
        const ret = getStringFromWasm0(arg0, arg1);
        return ret;
      },
      __wbindgen_init_externref_table: function() {
        const table = wasm.__wbindgen_externrefs;
        table.set(0, void 0);
        table.set(1024, void 0);
        table.set(1025, null);
        table.set(1026, true);
        table.set(1027, false);
      }
    };
    return {
      __proto__: null,
      "./omescope_bg.js": import0
    };
  }
  function getStringFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
  }
  let cachedUint8ArrayMemory0 = null;
  function getUint8ArrayMemory0() {
    if (cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0) {
      cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);
    }
    return cachedUint8ArrayMemory0;
  }
  function isLikeNone(x) {
    return x === void 0 || x === null;
  }
  function passArray8ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 1, 1) >>> 0;
    getUint8ArrayMemory0().set(arg, ptr / 1);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
  }
  function passStringToWasm0(arg, malloc, realloc) {
    if (realloc === void 0) {
      const buf = cachedTextEncoder.encode(arg);
      const ptr2 = malloc(buf.length, 1) >>> 0;
      getUint8ArrayMemory0().subarray(ptr2, ptr2 + buf.length).set(buf);
      WASM_VECTOR_LEN = buf.length;
      return ptr2;
    }
    let len = arg.length;
    let ptr = malloc(len, 1) >>> 0;
    const mem = getUint8ArrayMemory0();
    let offset = 0;
    for (; offset < len; offset++) {
      const code = arg.charCodeAt(offset);
      if (code > 127) break;
      mem[ptr + offset] = code;
    }
    if (offset !== len) {
      if (offset !== 0) {
        arg = arg.slice(offset);
      }
      ptr = realloc(ptr, len, len = offset + arg.length * 3, 1) >>> 0;
      const view = getUint8ArrayMemory0().subarray(ptr + offset, ptr + len);
      const ret = cachedTextEncoder.encodeInto(arg, view);
      offset += ret.written;
      ptr = realloc(ptr, len, offset, 1) >>> 0;
    }
    WASM_VECTOR_LEN = offset;
    return ptr;
  }
  function takeFromExternrefTable0(idx) {
    const value = wasm.__wbindgen_externrefs.get(idx);
    wasm.__externref_table_dealloc(idx);
    return value;
  }
  let cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
  cachedTextDecoder.decode();
  const MAX_SAFARI_DECODE_BYTES = 2146435072;
  let numBytesDecoded = 0;
  function decodeText(bytes) {
    numBytesDecoded += bytes.length;
    if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
      cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
      cachedTextDecoder.decode();
      numBytesDecoded = bytes.length;
    }
    return cachedTextDecoder.decode(bytes);
  }
  const cachedTextEncoder = new TextEncoder();
  if (!("encodeInto" in cachedTextEncoder)) {
    cachedTextEncoder.encodeInto = function(arg, view) {
      const buf = cachedTextEncoder.encode(arg);
      view.set(buf);
      return {
        read: arg.length,
        written: buf.length
      };
    };
  }
  let WASM_VECTOR_LEN = 0;
  let wasmModule, wasmInstance, wasm;
  function __wbg_finalize_init(instance, module2) {
    wasmInstance = instance;
    wasm = instance.exports;
    wasmModule = module2;
    cachedUint8ArrayMemory0 = null;
    wasm.__wbindgen_start();
    return wasm;
  }
  async function __wbg_load(module2, imports) {
    if (typeof Response === "function" && module2 instanceof Response) {
      if (!module2.ok) {
        throw new Error(`failed to fetch Wasm: ${module2.status} ${module2.statusText} fetching '${module2.url}'`);
      }
      if (typeof WebAssembly.instantiateStreaming === "function") {
        try {
          return await WebAssembly.instantiateStreaming(module2, imports);
        } catch (e) {
          const validResponse = expectedResponseType(module2.type);
          if (validResponse && module2.headers.get("Content-Type") !== "application/wasm") {
            console.warn("`WebAssembly.instantiateStreaming` failed because your server does not serve Wasm with `application/wasm` MIME type. Falling back to `WebAssembly.instantiate` which is slower. Original error:\n", e);
          } else {
            throw e;
          }
        }
      }
      const bytes = await module2.arrayBuffer();
      return await WebAssembly.instantiate(bytes, imports);
    } else {
      const instance = await WebAssembly.instantiate(module2, imports);
      if (instance instanceof WebAssembly.Instance) {
        return { instance, module: module2 };
      } else {
        return instance;
      }
    }
    function expectedResponseType(type) {
      switch (type) {
        case "basic":
        case "cors":
        case "default":
          return true;
      }
      return false;
    }
  }
  function initSync(module2) {
    if (wasm !== void 0) return wasm;
    if (module2 !== void 0) {
      if (Object.getPrototypeOf(module2) === Object.prototype) {
        ({ module: module2 } = module2);
      } else {
        console.warn("using deprecated parameters for `initSync()`; pass a single object instead");
      }
    }
    const imports = __wbg_get_imports();
    if (!(module2 instanceof WebAssembly.Module)) {
      module2 = new WebAssembly.Module(module2);
    }
    const instance = new WebAssembly.Instance(module2, imports);
    return __wbg_finalize_init(instance, module2);
  }
  let __wbg_init_promise;
  async function __wbg_init(module_or_path) {
    if (wasm !== void 0) return wasm;
    if (__wbg_init_promise === void 0) {
      __wbg_init_promise = __wbg_init_once(module_or_path);
      __wbg_init_promise.catch(() => {
        __wbg_init_promise = void 0;
      });
    }
    return __wbg_init_promise;
  }
  async function __wbg_init_once(module_or_path) {
    if (module_or_path !== void 0) {
      if (Object.getPrototypeOf(module_or_path) === Object.prototype) {
        ({ module_or_path } = module_or_path);
      } else {
        console.warn("using deprecated parameters for the initialization function; pass a single object instead");
      }
    }
    const imports = __wbg_get_imports();
    if (typeof module_or_path === "string" || typeof Request === "function" && module_or_path instanceof Request || typeof URL === "function" && module_or_path instanceof URL) {
      module_or_path = fetch(module_or_path);
    }
    const { instance, module: module2 } = await __wbg_load(await module_or_path, imports);
    return __wbg_finalize_init(instance, module2);
  }
  return module.exports;
}
var version3;
var init_glue2 = __esm({
  "src/js/generated/zarr/glue.js"() {
    "use strict";
    version3 = "0.1.0";
  }
});

// src/js/generated/more/glue.js
var glue_exports3 = {};
__export(glue_exports3, {
  createGlue: () => createGlue4,
  version: () => version4
});
function createGlue4() {
  const module = { exports: {} };
  var __defProp2 = Object.defineProperty;
  var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames2 = Object.getOwnPropertyNames;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __export2 = (target, all) => {
    for (var name in all)
      __defProp2(target, name, { get: all[name], enumerable: true });
  };
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") {
      for (let key of __getOwnPropNames2(from))
        if (!__hasOwnProp.call(to, key) && key !== except)
          __defProp2(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toCommonJS = (mod) => __copyProps(__defProp2({}, "__esModule", { value: true }), mod);
  var stdin_exports = {};
  __export2(stdin_exports, {
    about: () => about,
    decodeInto: () => decodeInto,
    default: () => __wbg_init,
    initSync: () => initSync,
    memorySize: () => memorySize,
    report_panics: () => report_panics
  });
  module.exports = __toCommonJS(stdin_exports);
  function about() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.about();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function decodeInto(bytes, spec, jpeg_tables, target) {
    let ptr0, len0, ptr1, len1;
    try {
      ptr0 = passArray32ToWasm0(spec, wasm.__wbindgen_malloc);
      len0 = WASM_VECTOR_LEN;
      ptr1 = passArray8ToWasm0(jpeg_tables, wasm.__wbindgen_malloc);
      len1 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr1) {
        wasm.__wbindgen_free(ptr1, len1 * 1, 1);
      }
      if (ptr0) {
        wasm.__wbindgen_free(ptr0, len0 * 4, 4);
      }
      throw e;
    }
    const ret = wasm.decodeInto(bytes, ptr0, len0, ptr1, len1, target);
    if (ret[1]) {
      throw takeFromExternrefTable0(ret[0]);
    }
  }
  function memorySize() {
    const ret = wasm.memorySize();
    return ret;
  }
  function report_panics() {
    wasm.report_panics();
  }
  function __wbg_get_imports() {
    const import0 = {
      __proto__: null,
      __wbg___wbindgen_throw_4c88d8bf264fd984: function(arg0, arg1) {
        throw new Error(getStringFromWasm0(arg0, arg1));
      },
      __wbg_length_186163212ffe79c3: function(arg0) {
        const ret = arg0.length;
        return ret;
      },
      __wbg_prototypesetcall_13162965d1fe7aa3: function(arg0, arg1, arg2) {
        Uint8Array.prototype.set.call(getArrayU8FromWasm0(arg0, arg1), arg2);
      },
      __wbg_set_feb3714f475485ba: function(arg0, arg1, arg2) {
        arg0.set(getArrayU8FromWasm0(arg1, arg2));
      },
      __wbindgen_generic_0000000000000001: function(arg0, arg1) {
        const ret = getStringFromWasm0(arg0, arg1);
        return ret;
      },
      __wbindgen_init_externref_table: function() {
        const table = wasm.__wbindgen_externrefs;
        table.set(0, void 0);
        table.set(1024, void 0);
        table.set(1025, null);
        table.set(1026, true);
        table.set(1027, false);
      }
    };
    return {
      __proto__: null,
      "./omescope_bg.js": import0
    };
  }
  function getArrayU8FromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return getUint8ArrayMemory0().subarray(ptr / 1, ptr / 1 + len);
  }
  function getStringFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
  }
  let cachedUint32ArrayMemory0 = null;
  function getUint32ArrayMemory0() {
    if (cachedUint32ArrayMemory0 === null || cachedUint32ArrayMemory0.byteLength === 0) {
      cachedUint32ArrayMemory0 = new Uint32Array(wasm.memory.buffer);
    }
    return cachedUint32ArrayMemory0;
  }
  let cachedUint8ArrayMemory0 = null;
  function getUint8ArrayMemory0() {
    if (cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0) {
      cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);
    }
    return cachedUint8ArrayMemory0;
  }
  function passArray32ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 4, 4) >>> 0;
    getUint32ArrayMemory0().set(arg, ptr / 4);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
  }
  function passArray8ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 1, 1) >>> 0;
    getUint8ArrayMemory0().set(arg, ptr / 1);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
  }
  function takeFromExternrefTable0(idx) {
    const value = wasm.__wbindgen_externrefs.get(idx);
    wasm.__externref_table_dealloc(idx);
    return value;
  }
  let cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
  cachedTextDecoder.decode();
  const MAX_SAFARI_DECODE_BYTES = 2146435072;
  let numBytesDecoded = 0;
  function decodeText(bytes) {
    numBytesDecoded += bytes.length;
    if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
      cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
      cachedTextDecoder.decode();
      numBytesDecoded = bytes.length;
    }
    return cachedTextDecoder.decode(bytes);
  }
  let WASM_VECTOR_LEN = 0;
  let wasmModule, wasmInstance, wasm;
  function __wbg_finalize_init(instance, module2) {
    wasmInstance = instance;
    wasm = instance.exports;
    wasmModule = module2;
    cachedUint32ArrayMemory0 = null;
    cachedUint8ArrayMemory0 = null;
    wasm.__wbindgen_start();
    return wasm;
  }
  async function __wbg_load(module2, imports) {
    if (typeof Response === "function" && module2 instanceof Response) {
      if (!module2.ok) {
        throw new Error(`failed to fetch Wasm: ${module2.status} ${module2.statusText} fetching '${module2.url}'`);
      }
      if (typeof WebAssembly.instantiateStreaming === "function") {
        try {
          return await WebAssembly.instantiateStreaming(module2, imports);
        } catch (e) {
          const validResponse = expectedResponseType(module2.type);
          if (validResponse && module2.headers.get("Content-Type") !== "application/wasm") {
            console.warn("`WebAssembly.instantiateStreaming` failed because your server does not serve Wasm with `application/wasm` MIME type. Falling back to `WebAssembly.instantiate` which is slower. Original error:\n", e);
          } else {
            throw e;
          }
        }
      }
      const bytes = await module2.arrayBuffer();
      return await WebAssembly.instantiate(bytes, imports);
    } else {
      const instance = await WebAssembly.instantiate(module2, imports);
      if (instance instanceof WebAssembly.Instance) {
        return { instance, module: module2 };
      } else {
        return instance;
      }
    }
    function expectedResponseType(type) {
      switch (type) {
        case "basic":
        case "cors":
        case "default":
          return true;
      }
      return false;
    }
  }
  function initSync(module2) {
    if (wasm !== void 0) return wasm;
    if (module2 !== void 0) {
      if (Object.getPrototypeOf(module2) === Object.prototype) {
        ({ module: module2 } = module2);
      } else {
        console.warn("using deprecated parameters for `initSync()`; pass a single object instead");
      }
    }
    const imports = __wbg_get_imports();
    if (!(module2 instanceof WebAssembly.Module)) {
      module2 = new WebAssembly.Module(module2);
    }
    const instance = new WebAssembly.Instance(module2, imports);
    return __wbg_finalize_init(instance, module2);
  }
  let __wbg_init_promise;
  async function __wbg_init(module_or_path) {
    if (wasm !== void 0) return wasm;
    if (__wbg_init_promise === void 0) {
      __wbg_init_promise = __wbg_init_once(module_or_path);
      __wbg_init_promise.catch(() => {
        __wbg_init_promise = void 0;
      });
    }
    return __wbg_init_promise;
  }
  async function __wbg_init_once(module_or_path) {
    if (module_or_path !== void 0) {
      if (Object.getPrototypeOf(module_or_path) === Object.prototype) {
        ({ module_or_path } = module_or_path);
      } else {
        console.warn("using deprecated parameters for the initialization function; pass a single object instead");
      }
    }
    const imports = __wbg_get_imports();
    if (typeof module_or_path === "string" || typeof Request === "function" && module_or_path instanceof Request || typeof URL === "function" && module_or_path instanceof URL) {
      module_or_path = fetch(module_or_path);
    }
    const { instance, module: module2 } = await __wbg_load(await module_or_path, imports);
    return __wbg_finalize_init(instance, module2);
  }
  return module.exports;
}
var version4;
var init_glue3 = __esm({
  "src/js/generated/more/glue.js"() {
    "use strict";
    version4 = "0.1.0";
  }
});

// src/js/generated/jxl/glue.js
var glue_exports4 = {};
__export(glue_exports4, {
  createGlue: () => createGlue5,
  version: () => version5
});
function createGlue5() {
  const module = { exports: {} };
  var __defProp2 = Object.defineProperty;
  var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames2 = Object.getOwnPropertyNames;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __export2 = (target, all) => {
    for (var name in all)
      __defProp2(target, name, { get: all[name], enumerable: true });
  };
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") {
      for (let key of __getOwnPropNames2(from))
        if (!__hasOwnProp.call(to, key) && key !== except)
          __defProp2(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toCommonJS = (mod) => __copyProps(__defProp2({}, "__esModule", { value: true }), mod);
  var stdin_exports = {};
  __export2(stdin_exports, {
    about: () => about,
    decodeInto: () => decodeInto,
    default: () => __wbg_init,
    initSync: () => initSync,
    memorySize: () => memorySize,
    report_panics: () => report_panics
  });
  module.exports = __toCommonJS(stdin_exports);
  function about() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.about();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function decodeInto(bytes, spec, jpeg_tables, target) {
    let ptr0, len0, ptr1, len1;
    try {
      ptr0 = passArray32ToWasm0(spec, wasm.__wbindgen_malloc);
      len0 = WASM_VECTOR_LEN;
      ptr1 = passArray8ToWasm0(jpeg_tables, wasm.__wbindgen_malloc);
      len1 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr1) {
        wasm.__wbindgen_free(ptr1, len1 * 1, 1);
      }
      if (ptr0) {
        wasm.__wbindgen_free(ptr0, len0 * 4, 4);
      }
      throw e;
    }
    const ret = wasm.decodeInto(bytes, ptr0, len0, ptr1, len1, target);
    if (ret[1]) {
      throw takeFromExternrefTable0(ret[0]);
    }
  }
  function memorySize() {
    const ret = wasm.memorySize();
    return ret;
  }
  function report_panics() {
    wasm.report_panics();
  }
  function __wbg_get_imports() {
    const import0 = {
      __proto__: null,
      __wbg___wbindgen_throw_4c88d8bf264fd984: function(arg0, arg1) {
        throw new Error(getStringFromWasm0(arg0, arg1));
      },
      __wbg_length_186163212ffe79c3: function(arg0) {
        const ret = arg0.length;
        return ret;
      },
      __wbg_prototypesetcall_13162965d1fe7aa3: function(arg0, arg1, arg2) {
        Uint8Array.prototype.set.call(getArrayU8FromWasm0(arg0, arg1), arg2);
      },
      __wbg_set_feb3714f475485ba: function(arg0, arg1, arg2) {
        arg0.set(getArrayU8FromWasm0(arg1, arg2));
      },
      __wbindgen_generic_0000000000000001: function(arg0, arg1) {
        const ret = getStringFromWasm0(arg0, arg1);
        return ret;
      },
      __wbindgen_init_externref_table: function() {
        const table = wasm.__wbindgen_externrefs;
        table.set(0, void 0);
        table.set(1024, void 0);
        table.set(1025, null);
        table.set(1026, true);
        table.set(1027, false);
      }
    };
    return {
      __proto__: null,
      "./omescope_bg.js": import0
    };
  }
  function getArrayU8FromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return getUint8ArrayMemory0().subarray(ptr / 1, ptr / 1 + len);
  }
  function getStringFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
  }
  let cachedUint32ArrayMemory0 = null;
  function getUint32ArrayMemory0() {
    if (cachedUint32ArrayMemory0 === null || cachedUint32ArrayMemory0.byteLength === 0) {
      cachedUint32ArrayMemory0 = new Uint32Array(wasm.memory.buffer);
    }
    return cachedUint32ArrayMemory0;
  }
  let cachedUint8ArrayMemory0 = null;
  function getUint8ArrayMemory0() {
    if (cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0) {
      cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);
    }
    return cachedUint8ArrayMemory0;
  }
  function passArray32ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 4, 4) >>> 0;
    getUint32ArrayMemory0().set(arg, ptr / 4);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
  }
  function passArray8ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 1, 1) >>> 0;
    getUint8ArrayMemory0().set(arg, ptr / 1);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
  }
  function takeFromExternrefTable0(idx) {
    const value = wasm.__wbindgen_externrefs.get(idx);
    wasm.__externref_table_dealloc(idx);
    return value;
  }
  let cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
  cachedTextDecoder.decode();
  const MAX_SAFARI_DECODE_BYTES = 2146435072;
  let numBytesDecoded = 0;
  function decodeText(bytes) {
    numBytesDecoded += bytes.length;
    if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
      cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
      cachedTextDecoder.decode();
      numBytesDecoded = bytes.length;
    }
    return cachedTextDecoder.decode(bytes);
  }
  let WASM_VECTOR_LEN = 0;
  let wasmModule, wasmInstance, wasm;
  function __wbg_finalize_init(instance, module2) {
    wasmInstance = instance;
    wasm = instance.exports;
    wasmModule = module2;
    cachedUint32ArrayMemory0 = null;
    cachedUint8ArrayMemory0 = null;
    wasm.__wbindgen_start();
    return wasm;
  }
  async function __wbg_load(module2, imports) {
    if (typeof Response === "function" && module2 instanceof Response) {
      if (!module2.ok) {
        throw new Error(`failed to fetch Wasm: ${module2.status} ${module2.statusText} fetching '${module2.url}'`);
      }
      if (typeof WebAssembly.instantiateStreaming === "function") {
        try {
          return await WebAssembly.instantiateStreaming(module2, imports);
        } catch (e) {
          const validResponse = expectedResponseType(module2.type);
          if (validResponse && module2.headers.get("Content-Type") !== "application/wasm") {
            console.warn("`WebAssembly.instantiateStreaming` failed because your server does not serve Wasm with `application/wasm` MIME type. Falling back to `WebAssembly.instantiate` which is slower. Original error:\n", e);
          } else {
            throw e;
          }
        }
      }
      const bytes = await module2.arrayBuffer();
      return await WebAssembly.instantiate(bytes, imports);
    } else {
      const instance = await WebAssembly.instantiate(module2, imports);
      if (instance instanceof WebAssembly.Instance) {
        return { instance, module: module2 };
      } else {
        return instance;
      }
    }
    function expectedResponseType(type) {
      switch (type) {
        case "basic":
        case "cors":
        case "default":
          return true;
      }
      return false;
    }
  }
  function initSync(module2) {
    if (wasm !== void 0) return wasm;
    if (module2 !== void 0) {
      if (Object.getPrototypeOf(module2) === Object.prototype) {
        ({ module: module2 } = module2);
      } else {
        console.warn("using deprecated parameters for `initSync()`; pass a single object instead");
      }
    }
    const imports = __wbg_get_imports();
    if (!(module2 instanceof WebAssembly.Module)) {
      module2 = new WebAssembly.Module(module2);
    }
    const instance = new WebAssembly.Instance(module2, imports);
    return __wbg_finalize_init(instance, module2);
  }
  let __wbg_init_promise;
  async function __wbg_init(module_or_path) {
    if (wasm !== void 0) return wasm;
    if (__wbg_init_promise === void 0) {
      __wbg_init_promise = __wbg_init_once(module_or_path);
      __wbg_init_promise.catch(() => {
        __wbg_init_promise = void 0;
      });
    }
    return __wbg_init_promise;
  }
  async function __wbg_init_once(module_or_path) {
    if (module_or_path !== void 0) {
      if (Object.getPrototypeOf(module_or_path) === Object.prototype) {
        ({ module_or_path } = module_or_path);
      } else {
        console.warn("using deprecated parameters for the initialization function; pass a single object instead");
      }
    }
    const imports = __wbg_get_imports();
    if (typeof module_or_path === "string" || typeof Request === "function" && module_or_path instanceof Request || typeof URL === "function" && module_or_path instanceof URL) {
      module_or_path = fetch(module_or_path);
    }
    const { instance, module: module2 } = await __wbg_load(await module_or_path, imports);
    return __wbg_finalize_init(instance, module2);
  }
  return module.exports;
}
var version5;
var init_glue4 = __esm({
  "src/js/generated/jxl/glue.js"() {
    "use strict";
    version5 = "0.1.0";
  }
});

// src/js/cli/worker.ts
import { parentPort, workerData } from "node:worker_threads";

// src/js/cli/engine.ts
import { readFileSync } from "node:fs";

// src/js/abort.ts
var told = /* @__PURE__ */ new WeakMap();
function onAbort(signal, stop) {
  if (signal.aborted) {
    stop();
    return () => {
    };
  }
  const stops = told.get(signal) ?? listenTo(signal);
  stops.add(stop);
  return () => stops.delete(stop);
}
function listenTo(signal) {
  const stops = /* @__PURE__ */ new Set();
  told.set(signal, stops);
  signal.addEventListener("abort", () => stops.forEach((stop) => stop()), { once: true });
  return stops;
}
async function abortable(work, signal) {
  if (signal === void 0) return await work;
  signal.throwIfAborted();
  let release = () => {
  };
  const aborted = new Promise((_, reject) => {
    release = onAbort(signal, () => reject(signal.reason));
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    release();
    work.catch(() => void 0);
  }
}
function follow(signal) {
  const controller = new AbortController();
  const release = signal === void 0 ? () => {
  } : onAbort(signal, () => controller.abort(signal.reason));
  return { controller, release };
}

// src/js/errors.ts
var OmescopeError = class extends Error {
  name = "OmescopeError";
  code;
  at;
  retryable;
  help;
  partial;
  constructor(code, message, details = {}) {
    super(message, details.cause === void 0 ? void 0 : { cause: details.cause });
    this.code = code;
    this.at = details.at ?? {};
    this.retryable = details.retryable ?? false;
    this.help = details.help;
    this.partial = details.partial;
  }
};
function amended(error, changes) {
  const { code, at, cause, retryable, help, partial } = error;
  const { message = error.message, ...details } = changes;
  const own = { at, cause, retryable, ...help !== void 0 && { help }, ...partial !== void 0 && { partial } };
  return new OmescopeError(code, message, { ...own, ...details });
}

// src/js/source.ts
function bytesOf(answer2, offset, length) {
  if (answer2 instanceof Uint8Array && answer2.length <= length) return answer2;
  throw new OmescopeError("usage", `read(${offset}, ${length}) of the source has to answer with a Uint8Array of at most ${length} bytes.`);
}

// src/js/trap.ts
function guarded(call) {
  try {
    return call();
  } catch (thrown) {
    if (thrown instanceof OmescopeError) throw thrown;
    if (typeof thrown === "string") throw fromCore(thrown);
    throw new OmescopeError("internal", `omescope failed: ${messageOf(thrown)}`, {
      cause: thrown,
      help: "This is a bug of omescope, not of your file. Please report it, with the file if you can."
    });
  }
}
function fromCore(json) {
  const { code, what, byte } = JSON.parse(json);
  return new OmescopeError(code, what, { at: byte === void 0 ? {} : { byte } });
}
function toCore(value) {
  return JSON.stringify(value, (_, text) => typeof text === "string" ? text.replace(/[\ud800-\udfff]/gu, "\uFFFD") : text);
}
function messageOf(thrown) {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

// src/js/drive.ts
var REACH = { memory: 0, disk: 1, network: 2 };
var BREATH = 50;
async function converse(engine, source, begin, options, result) {
  try {
    return await converseOnce(engine, source, begin, options, result);
  } catch (error) {
    if (!(error instanceof OmescopeError && error.code === "http-changed")) throw error;
    return await converseOnce(engine, source, begin, options, result);
  }
}
async function converseOnce(engine, source, begin, options, result) {
  options.signal?.throwIfAborted();
  const instance = await abortable(engine.take(), options.signal);
  const { controller, release } = follow(options.signal);
  let trapped = false;
  try {
    guarded(() => begin(instance, source.size ?? -1, REACH[source.reach ?? "disk"]));
    await feed(instance, source, controller.signal, options);
    return guarded(() => result(instance));
  } catch (error) {
    trapped = error instanceof OmescopeError && error.code === "internal";
    throw trapped || options.partial !== true ? error : withPartial(error, instance);
  } finally {
    release();
    controller.abort(new DOMException("The job is over.", "AbortError"));
    if (!trapped) engine.give(instance);
  }
}
async function feed(instance, source, signal, options) {
  const count = { bytes: 0, requests: 0, rounds: 0 };
  const alone = roundOfFile(instance, source.file);
  const report = () => {
    const { bytes, requests } = alone === void 0 ? source.transfer ?? count : count;
    options.onProgress?.({ bytes, requests, rounds: count.rounds, ifds: guarded(() => instance.found()), size: source.size });
  };
  const round = alone ?? roundOfSource(instance, source, signal);
  let breath = now();
  for (; ; ) {
    const done = round(count);
    const waited = done instanceof Promise;
    if (!(waited ? await done : done)) break;
    count.rounds += 1;
    signal.throwIfAborted();
    const { size } = source;
    if (size !== void 0) guarded(() => instance.learnSize(size));
    if (now() - breath >= BREATH) {
      report();
      if (!waited) await pause();
      signal.throwIfAborted();
      breath = now();
    }
  }
  report();
}
function roundOfFile(instance, file) {
  if (file === void 0 || !("FileReaderSync" in globalThis) || !("stepBlob" in instance)) return void 0;
  return (count) => {
    const [requests = 0, bytes = 0] = fileGuarded(() => instance.stepBlob(file));
    count.requests += requests;
    count.bytes += bytes;
    return requests > 0;
  };
}
function fileGuarded(call) {
  try {
    return guarded(call);
  } catch (error) {
    if (error instanceof OmescopeError && error.cause instanceof DOMException) throw unreadable("The file", error.cause, {});
    throw error;
  }
}
function roundOfSource(instance, source, signal) {
  return (count) => {
    const asks = guarded(() => instance.step());
    if (asks.length === 0) return false;
    count.requests += asks.length / 2;
    const take = (answers2) => {
      for (const [index, answer2] of answers2.entries()) {
        count.bytes += answer2.length;
        guarded(() => instance.supply(asks[2 * index] ?? 0, answer2));
      }
      return true;
    };
    const answers = readAll(source, asks, signal);
    return Array.isArray(answers) ? take(answers) : answers.then(take);
  };
}
function readAll(source, asks, signal) {
  const answers = [];
  for (let index = 0; index < asks.length; index += 2) {
    answers.push(readOne(source, asks[index] ?? 0, asks[index + 1] ?? 0, signal));
  }
  const atOnce = answers.every((answer2) => answer2 instanceof Uint8Array);
  return atOnce ? answers : abortable(Promise.all(answers), signal);
}
function readOne(source, offset, length, signal) {
  const failed2 = (cause) => {
    signal.throwIfAborted();
    if (cause instanceof OmescopeError) throw cause;
    throw unreadable(`Bytes ${offset} to ${offset + length}`, cause, { byte: offset, range: [offset, offset + length] });
  };
  const checked = (answer2) => bytesOf(answer2, offset, length);
  try {
    const answer2 = source.read(offset, length, { signal });
    return answer2 instanceof Uint8Array ? checked(answer2) : Promise.resolve(answer2).then(checked, failed2);
  } catch (cause) {
    return failed2(cause);
  }
}
function unreadable(what, cause, at) {
  return new OmescopeError("read-failed", `${what} could not be read: ${messageOf(cause)}`, {
    at,
    cause,
    help: "A file that was changed, moved or deleted after it was chosen has to be chosen again."
  });
}
function withPartial(error, instance) {
  if (!(error instanceof OmescopeError) || error.partial !== void 0 || error.code === "not-tiff") return error;
  return amended(error, { partial: Array.from(instance.offsets()) });
}
function now() {
  return performance.now();
}
function pause() {
  return new Promise((resolve2) => setTimeout(resolve2, 0));
}

// src/js/http/words.ts
var LONGEST = 200;
var LONGEST_URL = 300;
var SECRET_PARAMETERS = /^(x-amz-.*|x-goog-.*|sig|signature|token|access_token|auth|key|api_?key|awsaccesskeyid|googleaccessid|key-pair-id|policy)$/i;
function plain(text) {
  const oneLine = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return shortened(oneLine, LONGEST);
}
function printableUrl(href) {
  const url = new URL(href);
  if (url.protocol === "data:") return shortened(url.href, 40);
  const query = url.search === "" ? "" : `?${url.search.slice(1).split("&").map(printableParameter).join("&")}`;
  const place = url.protocol === "blob:" ? url.href.split(/[?#]/, 1)[0] : `${url.protocol}//${url.host}${url.pathname}`;
  return shortened(`${place}${query}`, LONGEST_URL);
}
function reasonOf(error) {
  if (!(error instanceof Error)) return plain(String(error));
  const inner = error.cause instanceof Error ? innermost(error.cause) : "";
  return plain(inner === "" || inner === error.message ? error.message || error.name : `${error.message}: ${inner}`);
}
function duration(milliseconds) {
  return milliseconds >= 1e3 ? `${Math.round(milliseconds / 100) / 10} s` : `${Math.round(milliseconds)} ms`;
}
function amount(bytes) {
  const mebibyte = 1024 * 1024;
  return bytes >= mebibyte ? `${Math.round(bytes / mebibyte * 10) / 10} MiB` : `${bytes} bytes`;
}
function printableParameter(parameter) {
  const [name = "", ...value] = parameter.split("=");
  return value.length > 0 && SECRET_PARAMETERS.test(decoded(name)) ? `${name}=\u2026` : parameter;
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
function innermost(cause) {
  const first = cause instanceof AggregateError ? cause.errors[0] : void 0;
  if (cause.message === "" && first instanceof Error) return first.message;
  return cause.message || ("code" in cause ? String(cause.code) : "");
}
function shortened(text, longest) {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}\u2026`;
}

// src/js/http/address.ts
var NEVER_SENT = ["If-Range", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "Range"];
function addressOf(input) {
  const request = typeof input === "object" && "headers" in input ? acceptable(input) : void 0;
  const given2 = request?.url ?? String(input);
  const moved = typeof input === "object" && request === void 0 ? overHttp(given2, decoded) : overHttp(given2, asIs);
  const url = parsed(moved ?? given2);
  const headers = new Headers(request?.headers);
  for (const name of NEVER_SENT) headers.delete(name);
  takeCredentials(url, headers);
  url.hash = "";
  const printable = printableUrl(url.href);
  return {
    href: url.href,
    printable,
    name: nameOf(url),
    request,
    headers,
    ranged: /^https?:$/.test(url.protocol),
    note: moved === void 0 ? void 0 : { code: "url-rewritten", message: `${plain(given2)} is read over HTTPS as ${printable}.` }
  };
}
function acceptable(request) {
  if (request.method !== "GET") {
    throw new OmescopeError("usage", `The request's method is ${plain(request.method)}; only GET reads a file.`);
  }
  if (request.mode === "no-cors") {
    throw new OmescopeError("usage", "The request's mode is 'no-cors', which hides the bytes of every answer. Leave it out.");
  }
  return request;
}
function overHttp(given2, keyOf3) {
  const [, scheme, bucket = "", path = ""] = /^\s*(s3|gs):\/\/([\w.-]+)\/(.+?)\s*$/is.exec(given2) ?? [];
  if (scheme === void 0) return void 0;
  const key = path.split("/").map((part) => encodeURIComponent(keyOf3(part))).join("/");
  if (scheme.toLowerCase() === "gs") return `https://storage.googleapis.com/${bucket}/${key}`;
  return bucket.includes(".") ? `https://s3.amazonaws.com/${bucket}/${key}` : `https://${bucket}.s3.amazonaws.com/${key}`;
}
function asIs(path) {
  return path;
}
function parsed(given2) {
  const url = parse(given2);
  if (url === void 0) {
    throw new OmescopeError("usage", `${plain(given2) || "An empty text"} is not a URL. Give a full one, such as https://host/image.ome.tif.`);
  }
  if (/^(https?|blob|data):$/.test(url.protocol)) return url;
  if (/^(file|[a-z]):$/.test(url.protocol)) {
    throw new OmescopeError(
      "usage",
      `${plain(given2)} is on this computer and cannot be fetched. Give the file itself: a File or Blob in a browser, its path on the command line.`
    );
  }
  throw new OmescopeError(
    "usage",
    `${printableUrl(url.href)} cannot be read: ${url.protocol} is not supported. Use an http: or https: address (s3: and gs: work for public files).`
  );
}
function parse(given2) {
  const { document, location } = globalThis;
  try {
    return new URL(given2, document?.baseURI ?? location?.href);
  } catch {
    return void 0;
  }
}
function takeCredentials(url, headers) {
  if (url.username === "" && url.password === "") return;
  const pair = new TextEncoder().encode(`${decoded(url.username)}:${decoded(url.password)}`);
  if (!headers.has("Authorization")) headers.set("Authorization", `Basic ${btoa(String.fromCharCode(...pair))}`);
  url.username = "";
  url.password = "";
}
function nameOf(url) {
  if (!/^https?:$/.test(url.protocol)) return url.protocol.slice(0, -1);
  const segment = url.pathname.split("/").findLast((part) => part !== "");
  return segment === void 0 ? url.host : plain(decoded(segment));
}

// src/js/http/batch.ts
var LONGEST_MERGED = 4 * 1024 * 1024;
function batched(gap, fetchSpan) {
  const line = /* @__PURE__ */ new Set();
  return async ({ start: start2, end }, signals) => {
    const releases = [];
    try {
      return await new Promise((resolve2, reject) => {
        const reader = { start: start2, end, resolve: resolve2, reject, leave: () => line.delete(reader) };
        if (line.size === 0) queueMicrotask(flush);
        line.add(reader);
        for (const signal of signals) {
          releases.push(
            onAbort(signal, () => {
              reader.leave();
              reject(signal.reason);
            })
          );
        }
      });
    } finally {
      for (const release of releases) release();
    }
  };
  function flush() {
    const readers = [...line];
    line.clear();
    for (const group of grouped(readers, gap)) void fetchGroup(group);
  }
  async function fetchGroup({ start: start2, end, readers }) {
    const live = new Set(readers);
    const stop = new AbortController();
    for (const reader of readers) {
      reader.leave = () => {
        live.delete(reader);
        if (live.size === 0) stop.abort();
      };
    }
    try {
      const bytes = await fetchSpan({ start: start2, end }, stop.signal);
      for (const reader of live) reader.resolve(readers.length === 1 ? bytes : partFor(reader, start2, bytes));
    } catch (error) {
      for (const reader of live) reader.reject(error);
    }
  }
}
function grouped(readers, gap) {
  const groups = [];
  const order = new Map(readers.map((reader, index) => [reader, index]));
  for (const reader of readers.toSorted((a, b) => a.start - b.start)) {
    const group = groups.at(-1);
    if (group !== void 0 && fits(group, reader, gap)) {
      group.end = Math.max(group.end, reader.end);
      group.readers.push(reader);
    } else {
      groups.push({ start: reader.start, end: reader.end, readers: [reader] });
    }
  }
  const first = (group) => Math.min(...group.readers.map((reader) => order.get(reader) ?? 0));
  return groups.sort((a, b) => first(a) - first(b));
}
function fits(group, reader, gap) {
  if (reader.end <= group.end) return true;
  return reader.start <= group.end + gap && reader.end - group.start <= LONGEST_MERGED;
}
function partFor(reader, start2, bytes) {
  return bytes.slice(reader.start - start2, reader.end - start2);
}

// src/js/http/gate.ts
function createGate(width) {
  const line = /* @__PURE__ */ new Set();
  let running = 0;
  return {
    async pass(task2, signal) {
      signal.throwIfAborted();
      if (running < width) running += 1;
      else await turn(signal);
      try {
        signal.throwIfAborted();
        return await task2();
      } finally {
        running -= 1;
        admit();
      }
    },
    widen(wider) {
      width = Math.max(width, wider);
      admit();
    }
  };
  function turn(signal) {
    return new Promise((resolve2, reject) => {
      let release = () => {
      };
      const enter = () => {
        release();
        resolve2();
      };
      line.add(enter);
      release = onAbort(signal, () => {
        line.delete(enter);
        reject(signal.reason);
      });
    });
  }
  function admit() {
    for (const enter of line) {
      if (running >= width) return;
      line.delete(enter);
      running += 1;
      enter();
    }
  }
}

// src/js/http/options.ts
function resolveLimits(limits = {}) {
  return {
    concurrency: atLeast(1, "concurrency", limits.concurrency, 6),
    concurrencyChosen: limits.concurrency !== void 0,
    headerTimeout: atLeast(1, "headerTimeout", limits.headerTimeout, 15e3),
    stallTimeout: atLeast(1, "stallTimeout", limits.stallTimeout, 15e3),
    attempts: atLeast(1, "attempts", limits.attempts, 3),
    wholeFile: atLeast(0, "wholeFile", limits.wholeFile, 32 * 1024 * 1024),
    retryDelays: limits.retryDelays ?? [250, 500, 1e3]
  };
}
function atLeast(least, name, value, otherwise) {
  if (value === void 0) return otherwise;
  if (value >= least) return value;
  throw new OmescopeError("usage", `limits.${name} is ${value}; it must be a number of at least ${least}.`);
}

// src/js/http/version.ts
function newVersion() {
  return {
    dropped: new AbortController(),
    etag: void 0,
    modified: void 0,
    size: void 0,
    seen: 0,
    whole: void 0,
    tooLarge: false
  };
}
function differenceOf(version6, stamp) {
  if (differ(version6.size, stamp.total)) return `its size went from ${version6.size} to ${stamp.total} bytes`;
  if (stamp.total !== void 0 && stamp.total < version6.seen) {
    return `its size went from at least ${version6.seen} to ${stamp.total} bytes`;
  }
  if (differ(version6.etag, stamp.etag)) return `its ETag went from ${plain(version6.etag ?? "")} to ${plain(stamp.etag ?? "")}`;
  if (version6.etag !== void 0 && version6.etag === stamp.etag) return void 0;
  if (differ(version6.modified, stamp.modified)) {
    return `its date went from ${plain(version6.modified ?? "")} to ${plain(stamp.modified ?? "")}`;
  }
  return void 0;
}
function learn(version6, stamp) {
  version6.etag ??= stamp.etag;
  version6.modified ??= stamp.modified;
  version6.size ??= stamp.total;
}
function differ(before, now2) {
  return before !== void 0 && now2 !== void 0 && before !== now2;
}

// src/js/http/link.ts
function openLink(address, options) {
  const limits = resolveLimits(options.limits);
  return {
    address,
    limits,
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
    ownFetch: options.fetch === void 0,
    gate: createGate(limits.concurrency),
    wholeGate: createGate(1),
    notes: address.note === void 0 ? [] : [address.note],
    transfer: { requests: 0, bytes: 0 },
    onTransfer: options.onTransfer,
    answered: false,
    protocolLooks: 0,
    version: newVersion()
  };
}
function countRequest(link) {
  link.transfer.requests += 1;
  link.onTransfer?.({ ...link.transfer });
}
function countBytes(link, bytes) {
  link.transfer.bytes += bytes;
  link.onTransfer?.({ ...link.transfer });
}
function bodyLimits(link) {
  return { stallTimeout: link.limits.stallTimeout, onBytes: (bytes) => countBytes(link, bytes) };
}
function noteOnce(link, note) {
  if (!link.notes.some(({ code }) => code === note.code)) link.notes.push(note);
}

// src/js/http/abort.ts
var late = /* @__PURE__ */ Symbol("late");
function within(work, milliseconds, signal) {
  return new Promise((resolve2, reject) => {
    let release = () => {
    };
    const timer = setTimeout(() => settle2(() => resolve2(late)), milliseconds);
    const settle2 = (outcome) => {
      clearTimeout(timer);
      release();
      outcome();
    };
    release = onAbort(signal, () => settle2(() => reject(signal.reason)));
    work.then(
      (value) => settle2(() => resolve2(value)),
      (error) => settle2(() => reject(error))
    );
  });
}
function pause2(milliseconds, signal) {
  return within(new Promise(() => {
  }), milliseconds, signal);
}

// src/js/http/problem.ts
function errorOf(address, span, problem) {
  const { code, what, todo, help, response, cause, retryable } = problem;
  const place = [address.printable, ...redirection(response), ...bytesOf2(address, span)].join(", ");
  return new OmescopeError(code, `${what} (${place}). ${todo}`, {
    at: {
      url: address.printable,
      range: [span.start, span.end],
      ...response === void 0 ? {} : { status: response.status }
    },
    ...help === void 0 ? {} : { help },
    ...cause === void 0 ? {} : { cause },
    ...retryable === void 0 ? {} : { retryable }
  });
}
function redirection(response) {
  return response?.redirected && response.url !== "" ? [`redirected to ${printableUrl(response.url)}`] : [];
}
function bytesOf2(address, { start: start2, end }) {
  return address.ranged ? [`bytes ${start2}-${end - 1}`] : [];
}

// src/js/http/ask.ts
function assertSame(ask, stamp, response) {
  ask.version.dropped.signal.throwIfAborted();
  const difference = differenceOf(ask.version, stamp);
  if (difference !== void 0) throw changed(ask, difference, response);
  learn(ask.version, stamp);
}
function changed({ link, version: version6, span }, difference, response) {
  const error = errorOf(link.address, span, {
    code: "http-changed",
    what: `The file changed while it was being read: ${difference}`,
    todo: "What was read so far is void. Wait until the file is no longer being written, and read it from the start.",
    response,
    retryable: true
  });
  link.version = newVersion();
  version6.dropped.abort(error);
  return error;
}

// src/js/http/body.ts
function noPieces() {
  return { list: [], length: 0 };
}
async function readBody(response, pieces, limits, signal) {
  const reader = response.body?.getReader();
  if (reader === void 0) return { end: "complete" };
  const most = pieces.length + limits.most;
  try {
    for (; ; ) {
      const next = await nextPiece(reader, limits.stallTimeout, signal);
      if ("end" in next) return next;
      limits.onBytes(next.bytes.byteLength);
      const fitting = next.bytes.subarray(0, most - pieces.length);
      if (fitting.byteLength > 0) pieces.list.push(fitting);
      pieces.length += fitting.byteLength;
      if (fitting.byteLength < next.bytes.byteLength) return { end: "too-long" };
    }
  } finally {
    discard(reader);
  }
}
function joined({ list, length }) {
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of list) {
    all.set(piece, at);
    at += piece.byteLength;
  }
  return all;
}
function discard(body) {
  body?.cancel().catch(() => {
  });
}
async function excerptOf(response, { stallTimeout, onBytes }, signal) {
  const patience = Math.min(1e3, stallTimeout);
  const stop = new AbortController();
  const release = onAbort(signal, () => stop.abort(signal.reason));
  const timer = setTimeout(() => stop.abort(), patience);
  const pieces = noPieces();
  try {
    await readBody(response, pieces, { most: 4096, stallTimeout: patience, onBytes }, stop.signal);
  } catch {
    signal.throwIfAborted();
  } finally {
    clearTimeout(timer);
    release();
  }
  return new TextDecoder().decode(joined(pieces));
}
async function nextPiece(reader, stallTimeout, signal) {
  try {
    const next = await within(reader.read(), stallTimeout, signal);
    if (next === late) return { end: "stalled" };
    return next.done ? { end: "complete" } : { bytes: next.value };
  } catch (cause) {
    signal.throwIfAborted();
    return { end: "cut", cause };
  }
}

// src/js/http/answer.ts
function stampOf(response, total) {
  const etag = response.headers.get("ETag")?.trim();
  return {
    // A compressed answer has an entity tag of its own (RFC 9110, section 8.8.3.3).
    etag: etag === void 0 || etag === "" || /^W\//i.test(etag) || isEncoded(response) ? void 0 : etag,
    modified: response.headers.get("Last-Modified")?.trim() || void 0,
    total
  };
}
function parseContentRange(header) {
  const [, first, last, total] = /^\s*bytes\s+(\d+)-(\d+)\/(\d+|\*)\s*$/i.exec(header) ?? [];
  if (first === void 0 || last === void 0) return void 0;
  const range = { first: Number(first), end: Number(last) + 1, total: total === "*" ? void 0 : Number(total) };
  const sound = range.end > range.first && Number.isSafeInteger(range.end) && (range.total === void 0 || range.total >= range.end && Number.isSafeInteger(range.total));
  return sound ? range : void 0;
}
function sizeOfUnsatisfied(response) {
  const [, total] = /^\s*bytes\s+\*\/(\d+)\s*$/i.exec(response.headers.get("Content-Range") ?? "") ?? [];
  const size = Number(total);
  return total !== void 0 && Number.isSafeInteger(size) ? size : void 0;
}
function declaredLength(response) {
  const header = response.headers.get("Content-Length");
  return header !== null && /^\s*\d+\s*$/.test(header) && !isEncoded(response) ? Number(header) : void 0;
}
function isEncoded(response) {
  const encoding = response.headers.get("Content-Encoding")?.trim().toLowerCase() ?? "";
  return encoding !== "" && encoding !== "identity";
}
function mediaType(response) {
  return (response.headers.get("Content-Type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}
function retryAfter(response) {
  const header = response.headers.get("Retry-After")?.trim() ?? "";
  if (/^\d+$/.test(header)) return Number(header) * 1e3;
  const date = header === "" ? Number.NaN : Date.parse(header);
  return Number.isNaN(date) ? void 0 : Math.max(0, date - Date.now());
}

// src/js/http/advice.ts
var EXPOSED = "Content-Range, Content-Length, ETag, Accept-Ranges";
var S3 = `Amazon S3 (bucket, Permissions, Cross-origin resource sharing):
  [{
    "AllowedOrigins": ["*"],
    "AllowedMethods": ["GET", "HEAD"],
    "AllowedHeaders": ["Range"],
    "ExposeHeaders": ["Content-Range", "Content-Length", "ETag", "Accept-Ranges"]
  }]`;
var GOOGLE = `Google Cloud Storage (responseHeader both allows and exposes):
  echo '[{"origin": ["*"], "method": ["GET", "HEAD"], "maxAgeSeconds": 3600,
    "responseHeader": ["Range", "Content-Range", "Content-Length", "ETag", "Accept-Ranges"]}]' > cors.json
  gcloud storage buckets update gs://BUCKET --cors-file=cors.json`;
var NGINX = `nginx (inside the location):
  add_header Access-Control-Allow-Origin "*" always;
  add_header Access-Control-Allow-Methods "GET, HEAD, OPTIONS" always;
  add_header Access-Control-Allow-Headers "Range" always;
  add_header Access-Control-Expose-Headers "${EXPOSED}" always;
  if ($request_method = OPTIONS) { return 204; }`;
var APACHE = `Apache (.htaccess, with mod_headers):
  Header always set Access-Control-Allow-Origin "*"
  Header always set Access-Control-Allow-Methods "GET, HEAD, OPTIONS"
  Header always set Access-Control-Allow-Headers "Range"
  Header always set Access-Control-Expose-Headers "${EXPOSED}"`;
var CADDY = `Caddy:
  header {
    Access-Control-Allow-Origin *
    Access-Control-Allow-Methods "GET, HEAD, OPTIONS"
    Access-Control-Allow-Headers Range
    Access-Control-Expose-Headers "${EXPOSED}"
  }`;
var HTTP_SERVER = `On your own computer:
  npx http-server --cors
  (allows Range; it cannot expose ${EXPOSED}, so changes of the file are harder to notice)`;
function corsAdvice(href) {
  const host = new URL(href).hostname;
  if (/(^|\.)amazonaws\.com(\.cn)?$/.test(host)) return S3;
  if (/(^|\.)storage\.googleapis\.com$|(^|\.)storage\.cloud\.google\.com$/.test(host)) return GOOGLE;
  return [S3, GOOGLE, NGINX, APACHE, CADDY, HTTP_SERVER].join("\n\n");
}
var RANGE_ADVICE = `Servers that answer byte ranges without any setting: Amazon S3, Google Cloud Storage, nginx, Apache, Caddy and
npx http-server --cors. Servers that do not: python -m http.server, many development servers, and proxies that
compress or buffer what they pass on.
  nginx in front of another server:  proxy_force_ranges on;
  Apache:                            remove "Header unset Accept-Ranges" and "MaxRanges none"`;
var ENCODING_ADVICE = `A byte range of compressed text is not a byte range of the file. Turn compression off for this file:
  nginx:   gzip off;
  Apache:  SetEnvIfNoCase Request_URI "\\.(tiff?|btf|zarr.*)$" no-gzip
  Caddy:   leave this path out of "encode"
  S3, Google Cloud Storage:  upload again without Content-Encoding (gsutil cp without -z or -Z)`;

// src/js/http/failures.ts
function noAnswer(timeout) {
  return {
    code: "http-timeout",
    what: `The server did not answer within ${duration(timeout)}`,
    todo: "Try again later, or allow more time with limits.headerTimeout.",
    retryable: true
  };
}
function stalled(timeout, received) {
  return {
    code: "http-timeout",
    what: `The server sent ${amount(received)} and then nothing for ${duration(timeout)}`,
    todo: "Try again later, or allow more time with limits.stallTimeout.",
    retryable: true
  };
}
function cutOff(received, cause) {
  return {
    code: "http-network",
    what: `The connection broke after ${amount(received)}${cause === void 0 ? "" : `: ${reasonOf(cause)}`}`,
    todo: "Try again. If it breaks at the same place each time, the server or a proxy before it cuts answers off.",
    cause,
    retryable: true
  };
}
function wrongRange({ link, span }, what, response) {
  return errorOf(link.address, span, {
    code: "http-wrong-range",
    what,
    todo: "The server, or a proxy or cache before it, handles byte ranges wrongly: report it there, or read a copy from elsewhere.",
    response
  });
}
function tooShort({ link, span }, received) {
  return errorOf(link.address, span, {
    code: "http-short",
    what: `The server sent only ${received} of ${span.end - span.start} bytes, and asking for the rest did not bring it`,
    todo: "The file on the server may be cut off, or a proxy before it limits answers: compare its size there with the original.",
    retryable: true
  });
}
function encoded({ link, span }, response) {
  const encoding = plain(response.headers.get("Content-Encoding") ?? "");
  return errorOf(link.address, span, {
    code: "http-encoded",
    what: `The server compressed a byte range (Content-Encoding: ${encoding}), so its bytes are not those of the file`,
    todo: "Turn compression off for this file on the server.",
    help: ENCODING_ADVICE,
    response
  });
}
function notData({ link, span }, page, response) {
  return errorOf(link.address, span, {
    code: "http-not-data",
    what: `The server sent ${page} in place of the file`,
    todo: "Give the address of the file itself, not of a page that shows or shares it, or that wants a login first. Web applications also answer with a page for files that are missing.",
    response
  });
}
function rangeIgnored({ link, span }, size, response) {
  const { address, limits } = link;
  const most = amount(limits.wholeFile);
  const sent = size === void 0 ? `more than the ${most} that are taken whole` : `${amount(size)}, over the ${most} that are taken whole`;
  if (!address.ranged) {
    return errorOf(address, span, {
      code: "http-range-ignored",
      what: `A ${address.name}: address can only be read whole, and this one holds ${sent}`,
      todo: "Give the File or Blob itself instead.",
      response
    });
  }
  return errorOf(address, span, {
    code: "http-range-ignored",
    what: `The server ignored the byte range and began to send the whole file: ${sent}`,
    todo: "Put the file on a server that answers byte ranges, or give the downloaded file instead.",
    help: RANGE_ADVICE,
    response
  });
}

// src/js/http/part.ts
async function takePart(ask, response, pieces, signal) {
  const { link, span, version: version6 } = ask;
  const most = promisedBytes(ask, response);
  const before = pieces.length;
  const { stallTimeout } = link.limits;
  const body = await readBody(response, pieces, { ...bodyLimits(link), most }, signal);
  const received = pieces.length - before;
  if (body.end === "too-long") throw wrongRange(ask, `The server sent more than the ${most} bytes it was asked for`, response);
  version6.seen = Math.max(version6.seen, span.start + received);
  if (body.end === "stalled") return { kind: "failed", problem: () => stalled(stallTimeout, received) };
  if (body.end === "cut") return { kind: "failed", problem: () => cutOff(received, body.cause) };
  return { kind: "received" };
}
function promisedBytes(ask, response) {
  const { link, span } = ask;
  if (mediaType(response) === "multipart/byteranges") {
    throw wrongRange(ask, "The server packed the bytes into a multipart answer, which was not asked for", response);
  }
  if (isEncoded(response)) throw encoded(ask, response);
  const header = response.headers.get("Content-Range");
  if (header === null) {
    assertSame(ask, stampOf(response, void 0), response);
    noteUnseenRanges(link);
    return span.end - span.start;
  }
  const range = parseContentRange(header);
  if (range === void 0 || range.first !== span.start || range.end > span.end) {
    throw wrongRange(ask, `The server sent other bytes than those asked for: its Content-Range is "${plain(header)}"`, response);
  }
  assertSame(ask, stampOf(response, range.total), response);
  return range.end - range.first;
}
function noteUnseenRanges(link) {
  noteOnce(link, {
    code: "http-cors-expose",
    message: `The server does not show Content-Range (${link.address.printable}): it leaves it out, or does not expose it to other sites (CORS). So the size has to be found by trying, and a server that sends bytes from a wrong place of the file cannot be noticed. Let it expose Content-Range.`,
    help: corsAdvice(link.address.href)
  });
}

// src/js/http/sniff.ts
var SNIFFED = 4096;
var BEFORE = /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*/;
var PAGE = /^<(?:!doctype\s+html|html)(?=[\s>])/i;
var REFUSAL = /^<Error(?=[\s>])/;
var CUT_PAGES = ["<!doctype html", "<html>"];
function pageIn(bytes) {
  const text = new TextDecoder().decode(bytes.subarray(0, SNIFFED));
  const start2 = text.replace(BEFORE, "");
  if (REFUSAL.test(start2)) return `an error document${quoted(sayingOf(text))}`;
  if (PAGE.test(start2) || isCutPage(start2)) return `a web page${quoted(sayingOf(text))}`;
  return void 0;
}
function sayingOf(text) {
  const code = inElement(text, "Code");
  if (code !== "") return plain([code, inElement(text, "Message")].filter((part) => part !== "").join(": "));
  if (/<(html|!doctype|head|title|body)\b/i.test(text)) return inElement(text, "title") || inElement(text, "h1");
  return text.includes("\uFFFD") ? "" : plain(text);
}
function quoted(saying) {
  return saying === "" ? "" : ` that says "${saying}"`;
}
function isCutPage(start2) {
  return start2.length >= 5 && CUT_PAGES.some((page) => page.startsWith(start2.toLowerCase()));
}
function inElement(text, name) {
  const [, inside2 = ""] = new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}\\s*>`, "i").exec(text) ?? [];
  return plain(inside2.replace(/<[^>]*>/g, " "));
}

// src/js/http/refusal.ts
var PASSING = /* @__PURE__ */ new Set([408, 425, 429, 500, 502, 503, 504]);
function isPassing(status) {
  return PASSING.has(status);
}
var LONGEST_WAIT = 1e4;
function refusalOf(response, saying) {
  const wait = retryAfter(response);
  const tooLong2 = wait !== void 0 && wait > LONGEST_WAIT;
  const passing = isPassing(response.status);
  return {
    problem: {
      code: "http-status",
      what: `The server answered ${statusOf(response)}${quoted(saying)}`,
      todo: passing && tooLong2 ? `It asks to wait ${duration(wait)}. Try again after that.` : todoFor(response.status),
      response,
      retryable: passing
    },
    passing: passing && !tooLong2,
    wait
  };
}
function statusOf({ status, statusText, type }) {
  if (type === "opaqueredirect") return "with a redirect that was not followed";
  const text = plain(statusText);
  return text === "" ? `${status}` : `${status} ${text}`;
}
function todoFor(status) {
  if (PASSING.has(status)) return "It is overloaded or out of order for the moment. Try again later.";
  switch (status) {
    case 401:
    case 407:
      return "It wants a login. Use a signed URL, or pass a fetch option that adds the Authorization header.";
    case 403:
      return "On S3 and similar storage this means missing or not public. Check the spelling (capitals count), make the file public, or get a new signed URL if this one has expired.";
    case 404:
      return "There is no file at this address. Check the spelling (capitals count).";
    case 410:
      return "The file has been removed. Ask its owner for the new address.";
    default:
      return "Check that the address opens the file itself, with a plain GET request.";
  }
}

// src/js/http/held.ts
var underWay = /* @__PURE__ */ new Set();
async function fetchHeld(fetch2, request) {
  underWay.add(request);
  try {
    return await fetch2(request);
  } finally {
    underWay.delete(request);
  }
}

// src/js/http/unreachable.ts
async function diagnose(link, cause, signal) {
  const { location, navigator } = globalThis;
  if (location === void 0) return unreachable(cause);
  if (isMixedContent(location, link.address)) return mixedContent(link.address);
  if (navigator?.onLine === false) {
    return { what: "There is no network connection", todo: "This computer says that it is offline. Connect it, and try again." };
  }
  if (link.answered || !link.ownFetch || isSameOrigin(location, link.address)) return unreachable(cause);
  const { href, request, headers } = link.address;
  const unread = new Request(href, { method: "HEAD", mode: "no-cors", credentials: "omit", cache: "no-store" });
  if (!await isAnswered(link, unread, signal)) return unreachable(cause);
  const plainly = new Request(request ?? href, { headers, cache: "no-store" });
  return await isAnswered(link, plainly, signal) ? rangesRejected(link.address) : notAllowed(location, link.address);
}
function unreachable(cause) {
  return {
    what: `The server could not be reached: ${reasonOf(cause)}`,
    todo: "Check the address and the network (VPN, proxy, firewall, certificate), and try again."
  };
}
function mixedContent({ href }) {
  return {
    what: "The browser does not let a page that was loaded over https: read an http: address (mixed content)",
    todo: `Serve the file over https: (try https://${new URL(href).host}/), or give the downloaded file instead.`
  };
}
function notAllowed({ origin }, { href }) {
  const page = origin === "null" || origin.startsWith("file:") ? "a page opened from disk" : plain(origin);
  return {
    what: "The server answers, but very likely does not allow this page to read it (CORS). The browser does not say, so this is a guess",
    todo: `Let the server send Access-Control-Allow-Origin for ${page}, and check that the file exists: "not found" without that header looks the same.`,
    help: corsAdvice(href)
  };
}
function rangesRejected({ href }) {
  return {
    what: "The server lets this page read the file, but the browser rejects its answers to byte ranges; very likely it compresses them",
    todo: "Turn compression off for this file on the server, and let it allow the Range header.",
    help: `${ENCODING_ADVICE}

${corsAdvice(href)}`
  };
}
function isMixedContent({ origin }, { href }) {
  const url = new URL(href);
  const isHere = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  return origin.startsWith("https:") && url.protocol === "http:" && !isHere;
}
function isSameOrigin({ origin }, { href }) {
  return origin === new URL(href).origin;
}
async function isAnswered(link, probe, signal) {
  const stop = new AbortController();
  const patience = Math.min(5e3, link.limits.headerTimeout);
  countRequest(link);
  try {
    return await within(fetchHeld(link.fetch, new Request(probe, { signal: stop.signal })), patience, signal) !== late;
  } catch {
    signal.throwIfAborted();
    return false;
  } finally {
    stop.abort();
  }
}

// src/js/http/send.ts
async function send(ask, stop, signal) {
  const { link } = ask;
  const { headerTimeout } = link.limits;
  countRequest(link);
  const answer2 = answerTo(ask, stop.signal);
  try {
    const response = await within(answer2, headerTimeout, signal);
    if (response !== late) return response;
  } catch (cause) {
    dropLate(answer2);
    signal.throwIfAborted();
    if (cause instanceof OmescopeError) throw cause;
    return { kind: "failed", problem: () => networkProblem(link, cause, signal) };
  }
  dropLate(answer2);
  return { kind: "failed", problem: () => noAnswer(headerTimeout) };
}
async function answerTo({ link, span }, signal) {
  const { address } = link;
  const headers = new Headers(address.headers);
  if (address.ranged) headers.set("Range", `bytes=${span.start}-${span.end - 1}`);
  const cache = avoidsCache(address) ? { cache: "no-store" } : {};
  return await fetchHeld(link.fetch, new Request(address.request ?? address.href, { headers, signal, ...cache }));
}
function dropLate(answer2) {
  answer2.then(
    ({ body }) => discard(body),
    () => {
    }
  );
}
function avoidsCache({ request }) {
  const { navigator } = globalThis;
  const chosen = request !== void 0 && request.cache !== "default";
  return !chosen && /Chrom(e|ium)\//.test(navigator?.userAgent ?? "");
}
async function networkProblem(link, cause, signal) {
  return { code: "http-network", ...await diagnose(link, cause, signal), cause, retryable: true };
}

// src/js/http/whole.ts
async function takeWhole(ask, response, signal) {
  const { link, version: version6 } = ask;
  if (mediaType(response) === "text/html" && link.address.ranged) {
    const saying = sayingOf(await excerptOf(response, bodyLimits(link), signal));
    throw notData(ask, `a web page${quoted(saying)}`, response);
  }
  const declared = declaredLength(response);
  if (declared !== void 0 && declared > link.limits.wholeFile) throw rangeIgnored(ask, declared, response);
  return link.wholeGate.pass(async () => {
    if (version6.whole !== void 0) return { kind: "whole" };
    if (version6.tooLarge) throw rangeIgnored(ask, void 0, response);
    return readWhole(ask, response, signal);
  }, signal);
}
async function readWhole(ask, response, signal) {
  const { link, version: version6 } = ask;
  const { stallTimeout, wholeFile: most } = link.limits;
  const pieces = noPieces();
  const body = await readBody(response, pieces, { ...bodyLimits(link), most }, signal);
  if (body.end === "too-long") {
    version6.tooLarge = true;
    throw rangeIgnored(ask, void 0, response);
  }
  if (body.end === "stalled") return { kind: "failed", problem: () => stalled(stallTimeout, pieces.length) };
  if (body.end === "cut") return { kind: "failed", problem: () => cutOff(pieces.length, body.cause) };
  const declared = response.type === "cors" ? void 0 : declaredLength(response);
  if (declared !== void 0 && pieces.length < declared) return { kind: "failed", problem: () => cutOff(pieces.length, void 0) };
  assertSame(ask, stampOf(response, pieces.length), response);
  const whole = joined(pieces);
  const page = link.address.ranged ? pageIn(whole) : void 0;
  if (page !== void 0) throw notData(ask, page, response);
  version6.whole = whole;
  return { kind: "whole" };
}

// src/js/http/exchange.ts
async function exchange(ask, pieces, signal) {
  signal.throwIfAborted();
  const stop = new AbortController();
  const release = onAbort(signal, () => stop.abort(signal.reason));
  let response;
  try {
    const answer2 = await send(ask, stop, signal);
    if ("kind" in answer2) return answer2;
    response = answer2;
    ask.link.answered = true;
    return await judge(ask, response, pieces, signal);
  } finally {
    release();
    if (response?.body?.locked === false) discard(response.body);
    stop.abort();
  }
}
async function judge(ask, response, pieces, signal) {
  switch (response.status) {
    case 206:
      return takePart(ask, response, pieces, signal);
    case 200:
      return takeWhole(ask, response, signal);
    case 416:
      return { kind: "past-end", response, size: sizeOfUnsatisfied(response) };
    default:
      return refused(ask, response, signal);
  }
}
async function refused(ask, response, signal) {
  const { link, span } = ask;
  const saying = sayingOf(await excerptOf(response, bodyLimits(link), signal));
  const { problem, passing, wait } = refusalOf(response, saying);
  if (!passing) throw errorOf(link.address, span, problem);
  return { kind: "failed", problem: () => problem, wait };
}

// src/js/http/multiplex.ts
var MULTIPLEXED = 64;
var MOST_LOOKS = 8;
function widenIfMultiplexed(link) {
  if (link.limits.concurrencyChosen || link.protocolLooks >= MOST_LOOKS) return;
  link.protocolLooks += 1;
  const protocol = protocolOf(link.address.href);
  if (protocol === void 0) return;
  link.protocolLooks = MOST_LOOKS;
  if (/^h[23]/.test(protocol)) link.gate.widen(MULTIPLEXED);
}
function protocolOf(href) {
  const { performance: performance2 } = globalThis;
  const record = performance2?.getEntriesByName?.(href, "resource").at(-1);
  return record?.nextHopProtocol || void 0;
}

// src/js/http/range.ts
async function readSpan(link, span, signal) {
  const { version: version6 } = link;
  const stop = new AbortController();
  const releases = [signal, version6.dropped.signal].map((given2) => onAbort(given2, () => stop.abort(given2.reason)));
  try {
    const job = { link, version: version6, span, pieces: noPieces(), end: span.end, tries: 0, shortAnswers: 0 };
    const bytes = await finish(job, stop.signal);
    const page = span.start === 0 && link.address.ranged ? pageIn(bytes) : void 0;
    if (page !== void 0) throw notData({ link, version: version6, span }, page);
    widenIfMultiplexed(link);
    return bytes;
  } finally {
    for (const release of releases) release();
  }
}
async function finish(job, signal) {
  const { link, version: version6, span, pieces } = job;
  while (remaining(job) !== void 0) {
    const turn = await link.gate.pass(async () => {
      const ask = remaining(job);
      return ask && { ask, outcome: await exchange(ask, pieces, signal) };
    }, signal);
    if (turn !== void 0) await settle(job, turn.ask, turn.outcome, signal);
    signal.throwIfAborted();
  }
  return version6.whole?.slice(span.start, span.end) ?? joined(pieces);
}
function remaining({ link, version: version6, span, pieces, end }) {
  const start2 = span.start + pieces.length;
  const last = Math.min(end, version6.size ?? end);
  return version6.whole === void 0 && start2 < last ? { link, version: version6, span: { start: start2, end: last } } : void 0;
}
async function settle(job, ask, outcome, signal) {
  switch (outcome.kind) {
    case "whole":
      return;
    case "received":
      return settleReceived(job);
    case "past-end":
      return settlePastEnd(job, ask, outcome.response, outcome.size);
    case "failed":
      return settleFailed(job, ask, outcome, signal);
  }
}
function settleReceived(job) {
  if (remaining(job) === void 0) return;
  job.shortAnswers += 1;
  const allowed = job.version.size === void 0 ? 2 : 1;
  if (job.shortAnswers > allowed) throw tooShort({ ...job, span: { start: job.span.start, end: job.end } }, job.pieces.length);
}
function settlePastEnd(job, ask, response, size) {
  const { version: version6, span } = ask;
  assertSame(ask, { etag: void 0, modified: void 0, total: size }, response);
  if (size === void 0) {
    const known = version6.size ?? version6.seen;
    if (known > span.start) throw changed(ask, `it ends before byte ${span.start}, and had at least ${known} bytes`, response);
    if (version6.seen === span.start) version6.size = span.start;
    job.end = span.start;
    return;
  }
  if (span.end <= size) throw wrongRange(ask, `The server says that there are no such bytes in a file of ${size}`, response);
}
async function settleFailed(job, ask, outcome, signal) {
  const { attempts, retryDelays } = job.link.limits;
  job.tries += 1;
  if (job.tries >= attempts) {
    const problem = await outcome.problem();
    const todo = job.tries > 1 ? `Tried ${job.tries} times. ${problem.todo}` : problem.todo;
    throw errorOf(job.link.address, ask.span, { ...problem, todo });
  }
  const delay = retryDelays[Math.min(job.tries, retryDelays.length) - 1] ?? 0;
  await pause2(Math.max(outcome.wait ?? 0, delay * (0.5 + Math.random())), signal);
}

// src/js/http/source.ts
var WIDEST_GAP = 4 * 1024;
function httpSource(input, options = {}) {
  const address = addressOf(input);
  const link = openLink(address, options);
  const readSoon = batched(WIDEST_GAP, (span, signal) => readSpan(link, span, signal));
  return {
    reach: "network",
    name: address.name,
    url: address.ranged ? address.href : void 0,
    notes: link.notes,
    get size() {
      return link.version.size;
    },
    get transfer() {
      return { ...link.transfer };
    },
    async read(offset, length, { signal } = {}) {
      signal?.throwIfAborted();
      address.request?.signal.throwIfAborted();
      const start2 = byteCount("offset", offset);
      const end = Math.min(start2 + byteCount("length", length), Number.MAX_SAFE_INTEGER);
      if (start2 === end) return new Uint8Array();
      return readSoon({ start: start2, end }, [signal, address.request?.signal].filter((given2) => given2 !== void 0));
    }
  };
}
function byteCount(name, value) {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new OmescopeError("usage", `The ${name} of a read is ${value}; it must be a whole number from 0 to 2^53 - 1.`);
}

// src/js/input.ts
var KEPT = 64 * 1024 * 1024;
function addressed(input) {
  if (typeof input === "string") return parseUrl(input);
  return typeof input === "object" && (input instanceof URL || isRequest(input)) ? input : void 0;
}
function toSource(input, options = {}) {
  const address = addressed(input);
  if (address !== void 0) return httpSource(address, options);
  if (typeof input === "object" && input !== null) return objectSource(input);
  throw unreadable2(input);
}
function objectSource(input) {
  if (isBlob(input)) return blobSource(input);
  if (input instanceof ArrayBuffer) return bytesSource(new Uint8Array(input));
  if (ArrayBuffer.isView(input)) return bytesSource(new Uint8Array(input.buffer, input.byteOffset, input.byteLength));
  if (isSource(input)) return input;
  throw unreadable2(input);
}
function unreadable2(input) {
  return new OmescopeError("usage", `Cannot read from ${describe(input)}.`, {
    help: "Give a URL, a File or Blob, an ArrayBuffer or a view of one, or an object with read(offset, length)."
  });
}
function parseUrl(text) {
  const base = globalThis.location?.href;
  try {
    return new URL(text, base).href;
  } catch (cause) {
    throw new OmescopeError("usage", `"${text.slice(0, 200)}" is not a URL.`, {
      cause,
      help: "A string is taken as a URL. For a file of this computer give a File or Blob; in Node.js `await fs.openAsBlob(path)` makes one."
    });
  }
}
function isRequest(input) {
  return tagOf(input) === "Request";
}
function isBlob(input) {
  return tagOf(input) === "Blob" || tagOf(input) === "File";
}
function tagOf(input) {
  return input?.[Symbol.toStringTag];
}
function isSource(input) {
  return input !== null && typeof input.read === "function";
}
function describe(input) {
  return input === null ? "null" : typeof input === "object" ? `an object of type ${input.constructor?.name}` : typeof input;
}
function bytesSource(bytes) {
  const reach = "memory";
  return { size: bytes.byteLength, reach, read: (offset, length) => bytes.subarray(offset, offset + length) };
}
var SKIPPED = 32 * 1024;
function blobSource(blob) {
  const readSoon = batched(SKIPPED, async ({ start: start2, end }) => new Uint8Array(await blob.slice(start2, end).arrayBuffer()));
  return {
    size: blob.size,
    name: "name" in blob && typeof blob.name === "string" ? blob.name : void 0,
    reach: "disk",
    file: blob,
    read: (offset, length, { signal } = {}) => readSoon({ start: offset, end: offset + length }, signal === void 0 ? [] : [signal])
  };
}

// src/js/store/store.ts
function isStore(input) {
  return typeof input === "object" && input !== null && typeof input.get === "function";
}
function listable(store) {
  const { name, url, zip, getRange, sizeOf: sizeOf3, names } = store;
  const given2 = store;
  const address = typeof url === "string" || url instanceof URL ? String(url) : void 0;
  return {
    name: typeof name === "string" ? name : nameIn(address),
    url: address,
    zip,
    get notes() {
      return Array.isArray(given2.notes) ? given2.notes : [];
    },
    get: async (key, options) => await store.get(key, options),
    ...typeof getRange === "function" && { getRange: async (key, range, options) => await store.getRange?.(key, range, options) },
    ...typeof sizeOf3 === "function" && { sizeOf: async (key, options) => await given2.sizeOf?.(key, options) },
    ...typeof names === "function" && { names: async (path, options) => await given2.names?.(path, options) }
  };
}
function nameIn(url) {
  if (url === void 0 || !URL.canParse(url)) return void 0;
  const last = new URL(url).pathname.split("/").findLast((part) => part !== "");
  return last === void 0 ? void 0 : plain(decoded(last));
}
function partsOf(key) {
  const inside2 = key.startsWith("/") ? key.slice(1) : key;
  if (inside2 === "") return [];
  const parts = inside2.split("/");
  const bad = parts.find((part) => part === "" || part === "." || part === ".." || /[\\\u0000]/.test(part));
  if (bad === void 0) return parts;
  throw new OmescopeError("store-denied", `${key} is no key of a store: it has the part ${JSON.stringify(bad)}`);
}
function spanOf(range, size) {
  if ("suffixLength" in range) return [Math.max(0, size - range.suffixLength), size];
  return [Math.min(range.offset, size), Math.min(range.offset + range.length, size)];
}

// src/js/store/drive.ts
async function converseWithStore(engine, store, begin, options, result) {
  options.signal?.throwIfAborted();
  const instance = await abortable(engine.take(), options.signal);
  const { controller, release } = follow(options.signal);
  let trapped = false;
  try {
    guarded(() => begin(instance));
    await feed2(instance, store, controller.signal, options);
    return guarded(() => result(instance));
  } catch (error) {
    trapped = error instanceof OmescopeError && error.code === "internal";
    throw error;
  } finally {
    release();
    controller.abort(new DOMException("The job is over.", "AbortError"));
    if (!trapped) engine.give(instance);
  }
}
async function feed2(instance, store, signal, { onProgress }) {
  const spent = { requests: 0, bytes: 0, rounds: 0 };
  let before = "";
  for (; ; ) {
    const wanted = guarded(() => instance.stepStore());
    const asks = JSON.parse(wanted);
    if (asks.length === 0) return;
    if (wanted === before) throw new OmescopeError("internal", `omescope asks for ${asks[0]?.path} again and again.`);
    before = wanted;
    spent.rounds += 1;
    spent.requests += asks.length;
    const answers = await abortable(Promise.all(asks.map((ask) => answer(store, ask, signal))), signal);
    for (const supply of answers) spent.bytes += guarded(() => supply(instance));
    onProgress?.({ ...spent });
  }
}
async function answer(store, ask, signal) {
  try {
    return await ANSWERS[ask.kind](store, ask, signal);
  } catch (error) {
    signal.throwIfAborted();
    const why = reasonOfDenial(error);
    if (why === void 0) throw readFailed(ask.path, error);
    if (ask.kind === "names") return supplyNames(ask.path, void 0);
    return given((instance) => instance.supplyDenied(ask.path, why));
  }
}
var ANSWERS = {
  async key(store, { path }, signal) {
    const bytes = await store.get(keyOf(path), { signal });
    if (bytes === void 0) return given((instance) => instance.supplyAbsent(path));
    return (instance) => {
      instance.supplyKey(path, bytes);
      return bytes.length;
    };
  },
  async part(store, ask, signal) {
    const { path, start: start2, len } = ask;
    const bytes = await partOf(store, keyOf(path), { offset: start2, length: len }, signal);
    return (instance) => {
      instance.supplyKeyPart(path, start2, len, bytes);
      return bytes?.length ?? 0;
    };
  },
  async size(store, { path }, signal) {
    const size = store.sizeOf === void 0 ? (await store.get(keyOf(path), { signal }))?.length : await store.sizeOf(keyOf(path), { signal });
    return given((instance) => instance.supplySize(path, size ?? -1));
  },
  async names(store, { path }, signal) {
    return supplyNames(path, await store.names?.(keyOf(path), { signal }));
  }
};
async function partOf(store, key, range, signal) {
  if (store.getRange !== void 0) return await store.getRange(key, range, { signal });
  const bytes = await store.get(key, { signal });
  return bytes?.subarray(...spanOf(range, bytes.length));
}
function keyOf(path) {
  return `/${path}`;
}
function supplyNames(path, names) {
  return given((instance) => instance.supplyNames(path, toCore(names ?? null)));
}
function given(supply) {
  return (instance) => {
    supply(instance);
    return 0;
  };
}
function reasonOfDenial(error) {
  if (error instanceof OmescopeError) return error.code === "store-denied" ? error.message : void 0;
  if (!(error instanceof Error)) return void 0;
  return /^Unexpected response status (\d{3}\b.*)$/s.exec(error.message)?.[1]?.trim();
}
function readFailed(path, cause) {
  if (cause instanceof OmescopeError) return cause;
  return new OmescopeError("read-failed", `${path} could not be read: ${messageOf(cause)}`, { cause });
}

// src/js/store/job.ts
var AT_A_TIME = 16;
var MOST_KEYS = 20;
async function breathe(job, files) {
  const pause3 = job.breathe(files);
  if (pause3 === void 0) return;
  await pause3;
  job.signal?.throwIfAborted();
}
async function inTurn(items, signal, work, width) {
  const line = items[Symbol.iterator]();
  let failed2 = false;
  const worker = async () => {
    for (let next = line.next(); next.done !== true && !failed2; next = line.next()) {
      try {
        signal?.throwIfAborted();
        await work(next.value);
      } catch (error) {
        failed2 = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
}
function join(path, name) {
  return path === "" ? name : `${path}/${name}`;
}

// src/js/store/keys.ts
var FORMS = [
  { prefixed: false, separator: "." },
  { prefixed: false, separator: "/" },
  { prefixed: true, separator: "/" },
  { prefixed: true, separator: "." }
];
function formOf({ keys, separator }) {
  if (keys === "other" || separator !== "." && separator !== "/") return void 0;
  return { prefixed: keys === "default", separator };
}
function isSameForm(one, other, rank) {
  return one.prefixed === other.prefixed && (one.separator === other.separator || rank === 0 || rank === 1 && !one.prefixed);
}
function exampleOf(form, rank) {
  return keyOf2(form, new Array(rank).fill(0));
}
function keyOf2({ prefixed, separator }, index) {
  if (index.length === 0) return prefixed ? "c" : "0";
  return `${prefixed ? `c${separator}` : ""}${index.join(separator)}`;
}
function numberIn(text, count) {
  if (!/^(0|[1-9]\d{0,15})$/.test(text)) return void 0;
  const number = Number(text);
  return number < count ? number : void 0;
}
function indexIn(name, { prefixed }, grid) {
  if (grid.length === 0) return name === (prefixed ? "c" : "0") ? [] : void 0;
  const parts = name.split(".");
  if (prefixed && parts.shift() !== "c") return void 0;
  if (parts.length !== grid.length) return void 0;
  const index = parts.map((part, axis) => numberIn(part, grid[axis] ?? 0));
  return index.includes(void 0) ? void 0 : index;
}
function placeOf(index, grid) {
  return index.reduce((place, number, axis) => place * (grid[axis] ?? 1) + number, 0);
}
function indexAt(place, grid) {
  const index = new Array(grid.length).fill(0);
  for (let axis = grid.length - 1; axis >= 0; axis -= 1) {
    const count = grid[axis] ?? 1;
    index[axis] = place % count;
    place = Math.floor(place / count);
  }
  return index;
}

// src/js/store/marks.ts
var MOST_MARKS = 1 << 24;
function createMarks(total) {
  const bits = new Uint8Array(total <= MOST_MARKS ? Math.ceil(total / 8) : 0);
  let count = 0;
  return {
    get count() {
      return count;
    },
    add(place) {
      if (bits.length === 0) {
        count += 1;
        return;
      }
      const [at, bit] = [place >> 3, 1 << (place & 7)];
      if (((bits[at] ?? 0) & bit) !== 0) return;
      bits[at] = (bits[at] ?? 0) | bit;
      count += 1;
    },
    *places(marked) {
      if (bits.length === 0) return;
      for (let place = 0; place < total; place += 1) if (((bits[place >> 3] ?? 0) & 1 << (place & 7)) !== 0 === marked) yield place;
    }
  };
}

// src/js/store/sizes.ts
var PLAIN = ["bytes", "transpose"];
async function look(job, path, form, array, marks) {
  const { store, sizes, signal } = job;
  const grid = array.grid ?? [];
  if (store.sizeOf === void 0 || sizes <= 0) return { sized: 0, empty: 0, emptyKeys: [], short: 0, shortKeys: [] };
  const whole = array.innerChunks === null && array.codecs.every((codec) => PLAIN.includes(codec)) ? array.chunkBytes : null;
  const [empty, short] = [[], []];
  const found = { sized: 0, empty: 0, short: 0 };
  await inTurn(spread(marks, sizes), signal, async (place) => {
    const key = keyOf2(form, indexAt(place, grid));
    const size = await sizeOf(store, join(path, key), signal);
    if (size === void 0) return;
    found.sized += 1;
    if (size === 0) {
      found.empty += 1;
      if (empty.length < MOST_KEYS) empty.push(key);
    } else if (whole !== null && size < whole) {
      found.short += 1;
      if (short.length < MOST_KEYS) short.push(key);
    }
    if (found.sized % 1024 === 0) await breathe(job, 0);
  }, AT_A_TIME);
  return { ...found, emptyKeys: empty, shortKeys: short };
}
async function sizeOf(store, path, signal) {
  try {
    return await store.sizeOf?.(`/${path}`, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (reasonOfDenial(error) === void 0) throw error;
    return void 0;
  }
}
function* spread(marks, most) {
  const step = Math.max(1, marks.count / most);
  let [next, at] = [0, 0];
  for (const place of marks.places(true)) {
    if (at >= next) {
      yield place;
      next += step;
    }
    at += 1;
  }
}

// src/js/store/told.ts
function viewTold({ coordinateSystem = {}, coordinateTransformations, ...parts }) {
  const asked = Object.entries(parts).flatMap(([part, paths]) => [paths].flat().map((path) => [part, path]));
  const coordinateSystems = typeof coordinateSystem === "string" ? { "": coordinateSystem } : coordinateSystem;
  return { asked, coordinateSystems, ...coordinateTransformations && { coordinateTransformations: toCore(coordinateTransformations) } };
}
function storeTold(store, path, viewers = [], view = {}) {
  const { name = "", zip, url } = store;
  const shown = url !== void 0 && URL.canParse(url) ? printableUrl(url) : url;
  return toCore({ name, ...shown !== void 0 && { url: shown }, path: plainPath(path), ...zip && { zip }, viewers, view: viewTold(view) });
}
function plainPath(path = "") {
  const plain2 = path.replace(/^\/+|\/+$/g, "");
  try {
    return partsOf(plain2).join("/");
  } catch (cause) {
    throw new OmescopeError("usage", `"${path}" is no path in a store.`, { cause });
  }
}

// src/js/store/tree.ts
async function readTree(engine, store, { path, ...options }) {
  const told2 = storeTold(store, path);
  const trust = store.names === void 0;
  const tree = await converseWithStore(engine, store, (instance) => instance.beginTree(told2, trust), options, (instance) => {
    return JSON.parse(guarded(() => instance.tree()));
  });
  return { name: store.name ?? "", ...tree };
}

// src/js/store/census.ts
var SIZES = 500;
var BREATH2 = 50;
async function takeCensus(engine, store, { path, sizes, signal, onProgress }) {
  const tree = await readTree(engine, store, { path, signal });
  const arrays = tree.nodes.flatMap((node) => node.array === null ? [] : [{ path: node.path, array: node.array }]);
  const lists = store.names !== void 0;
  const count = { arrays: arrays.length, arraysDone: 0, files: 0 };
  let breath = Date.now();
  let told2 = 0;
  const tell = (listed = 0) => {
    told2 = Math.max(told2, count.files + listed);
    onProgress?.({ ...count, files: told2 });
  };
  const job = {
    store,
    signal,
    sizes: sizes ?? (store.zip === void 0 ? SIZES : Number.MAX_SAFE_INTEGER),
    found(files) {
      if (Date.now() - breath < BREATH2) return;
      breath = Date.now();
      tell(files);
    },
    breathe(files) {
      count.files += files;
      if (Date.now() - breath < BREATH2) return void 0;
      breath = Date.now();
      tell();
      return new Promise((resolve2) => setTimeout(resolve2));
    }
  };
  const counted = [];
  for (const { path: at, array } of arrays) {
    signal?.throwIfAborted();
    counted.push(lists ? await countArray(job, at, array) : unknown(at, array));
    count.arraysDone += 1;
  }
  tell();
  return { arrays: counted, unlisted: !lists || counted.some(({ declared, present }) => declared !== null && present === null), omitted: tree.omitted };
}
function unknown(path, { grid }) {
  const declared = grid === null ? null : finite(totalOf(grid));
  return { path, declared, present: null, missing: null, missingKeys: [], sized: 0, empty: 0, emptyKeys: [], short: 0, shortKeys: [], misnamed: null };
}
function totalOf(grid) {
  return grid.reduce((product, count) => product * count, 1);
}
function finite(count) {
  return Number.isFinite(count) ? count : null;
}
async function countArray(job, path, array) {
  const form = formOf(array);
  if (form === void 0 || array.grid === null) return { ...unknown(path, array), declared: null };
  const { grid } = array;
  const total = totalOf(grid);
  const top = await namesAt(job, path);
  if (top === void 0) return unknown(path, array);
  const marks = createMarks(total);
  await walk(job, { path, form, grid, top, marks });
  const missing = total - marks.count;
  const sizes = await look(job, path, form, array, marks);
  const misnamed = missing === 0 ? null : await otherForms(job, path, form, grid, top);
  return { path, declared: finite(total), present: marks.count, missing: finite(missing), missingKeys: missing === 0 ? [] : firstKeys(marks.places(false), form, grid), ...sizes, misnamed };
}
function firstKeys(places, form, grid) {
  const keys = [];
  for (const place of places) {
    if (keys.length === MOST_KEYS) break;
    keys.push(keyOf2(form, indexAt(place, grid)));
  }
  return keys;
}
async function walk(job, { path, form, grid, top, marks }) {
  if (form.separator === "." || grid.length === 0) {
    for (const [at, name] of top.entries()) {
      const index = indexIn(name, form, grid);
      if (index !== void 0) marks.add(placeOf(index, grid));
      if (at % 4096 === 4095) await breathe(job, 4096);
    }
    await breathe(job, top.length % 4096);
    return;
  }
  if (!form.prefixed) return await descend(job, path, [], top, grid, marks);
  if (top.includes("c")) await descend(job, join(path, "c"), [], await namesAt(job, join(path, "c")) ?? [], grid, marks);
}
async function descend(job, path, above, names, grid, marks) {
  const axis = above.length;
  const numbers = names.map((name) => numberIn(name, grid[axis] ?? 0)).filter((number) => number !== void 0);
  if (axis === grid.length - 1) {
    for (const number of numbers) marks.add(placeOf([...above, number], grid));
    await breathe(job, numbers.length);
    return;
  }
  await inTurn(numbers, job.signal, async (number) => {
    const folder = join(path, String(number));
    await descend(job, folder, [...above, number], await namesAt(job, folder) ?? [], grid, marks);
  }, axis === 0 ? AT_A_TIME : 1);
}
async function otherForms(job, path, stated, grid, top) {
  const rank = grid.length;
  let most = null;
  for (const form of FORMS) {
    if (isSameForm(form, stated, rank)) continue;
    const marks = createMarks(totalOf(grid));
    await walk(job, { path, form, grid, top, marks });
    if (marks.count > (most?.count ?? 0)) most = { stated: exampleOf(stated, rank), found: exampleOf(form, rank), count: marks.count };
  }
  return most;
}
async function namesAt({ store, signal, found }, path) {
  signal?.throwIfAborted();
  const key = `/${path}`;
  try {
    return await abortable(Promise.resolve(store.names?.(key, { signal, onNames: found })), signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (reasonOfDenial(error) === void 0) throw error;
    return void 0;
  }
}
function isSuspicious({ empty, short, misnamed }) {
  return empty > 0 || short > 0 || misnamed !== null;
}

// src/js/store/blob.ts
function storeOfFiles(name, { fileAt, names }) {
  return {
    name,
    async get(key) {
      const file = await fileAt(key);
      return file && await bytesOfBlob(file);
    },
    async getRange(key, range) {
      const file = await fileAt(key);
      return file && await partOfBlob(file, range);
    },
    async sizeOf(key) {
      return (await fileAt(key))?.size;
    },
    names
  };
}
async function partOfBlob(blob, range) {
  const [start2, end] = spanOf(range, blob.size);
  return await bytesOfBlob(blob.slice(start2, end));
}
async function bytesOfBlob(blob) {
  return new Uint8Array(await blob.arrayBuffer());
}
function absentOrThrow(error) {
  const name = typeof error === "object" && error !== null && "name" in error ? error.name : void 0;
  if (name === "NotFoundError" || name === "TypeMismatchError") return void 0;
  throw error;
}

// src/js/store/entry.ts
function entryStore(root) {
  const files = /* @__PURE__ */ new Map();
  function fileAt(key) {
    const path = partsOf(key).join("/");
    if (path === "") return Promise.resolve(void 0);
    let found = files.get(path);
    if (found === void 0) {
      if (files.size >= MOST_FILES) files.clear();
      found = fileOf(root, path);
      files.set(path, found);
    }
    return found;
  }
  return storeOfFiles(root.name, {
    fileAt,
    async names(path, { signal, onNames } = {}) {
      const folder = await folderOf(root, partsOf(path).join("/"));
      if (folder === void 0) return [];
      const reader = folder.createReader();
      const names = [];
      for (; ; ) {
        signal?.throwIfAborted();
        const entries = await new Promise((resolve2, reject) => reader.readEntries(resolve2, reject));
        if (entries.length === 0) return names;
        for (const { name } of entries) names.push(name);
        onNames?.(names.length);
      }
    }
  });
}
var MOST_FILES = 2e4;
async function fileOf(root, path) {
  try {
    const entry = await new Promise((resolve2, reject) => root.getFile(path, {}, resolve2, reject));
    return await new Promise((resolve2, reject) => entry.file(resolve2, reject));
  } catch (error) {
    return absentOrThrow(error);
  }
}
async function folderOf(root, path) {
  if (path === "") return root;
  try {
    const entry = await new Promise((resolve2, reject) => root.getDirectory(path, {}, resolve2, reject));
    return entry;
  } catch (error) {
    return absentOrThrow(error);
  }
}

// src/js/store/files.ts
function filesStore(files) {
  let tree;
  const all = [...files];
  const first = all[0]?.webkitRelativePath.split("/")[0] ?? "";
  const top = first !== "" && all.every(({ webkitRelativePath }) => webkitRelativePath.startsWith(`${first}/`)) ? first : "";
  const root = () => tree ??= treeOf(all, top);
  return storeOfFiles(top === "" ? void 0 : top, {
    fileAt: (key) => find(root(), partsOf(key)),
    async names(path) {
      const folder = partsOf(path).reduce((at, part) => at?.folders.get(part), root());
      return await Promise.resolve(folder === void 0 ? [] : [...folder.folders.keys(), ...folder.files.keys()]);
    }
  });
}
function treeOf(files, top) {
  const root = emptyFolder();
  for (const file of files) {
    const path = file.webkitRelativePath || file.name;
    const parts = path.slice(top === "" ? 0 : top.length + 1).split("/");
    const name = parts.pop() ?? "";
    let at = root;
    for (const part of parts) {
      let below = at.folders.get(part);
      if (below === void 0) at.folders.set(part, below = emptyFolder());
      at = below;
    }
    at.files.set(name, file);
  }
  return root;
}
function emptyFolder() {
  return { folders: /* @__PURE__ */ new Map(), files: /* @__PURE__ */ new Map() };
}
function find(root, parts) {
  const name = parts.at(-1);
  const folder = parts.slice(0, -1).reduce((at, part) => at?.folders.get(part), root);
  return name === void 0 ? void 0 : folder?.files.get(name);
}

// src/js/store/handle.ts
function handleStore(root) {
  const folders = /* @__PURE__ */ new Map([["", Promise.resolve(root)]]);
  function folderAt(parts) {
    const path = parts.join("/");
    let found = folders.get(path);
    if (found === void 0) {
      if (folders.size >= MOST_FOLDERS) {
        for (const known of folders.keys()) if (known !== "") folders.delete(known);
      }
      found = step(folderAt(parts.slice(0, -1)), parts.at(-1) ?? "");
      folders.set(path, found);
    }
    return found;
  }
  async function step(above, name) {
    try {
      return await (await above)?.getDirectoryHandle(name);
    } catch (error) {
      return absentOrThrow(error);
    }
  }
  async function fileAt(key) {
    const parts = partsOf(key);
    const name = parts.pop();
    if (name === void 0) return void 0;
    try {
      const folder = await folderAt(parts);
      return await (await folder?.getFileHandle(name))?.getFile();
    } catch (error) {
      return absentOrThrow(error);
    }
  }
  return storeOfFiles(root.name, {
    fileAt,
    async names(path, { signal, onNames } = {}) {
      const folder = await folderAt(partsOf(path));
      const names = [];
      if (folder === void 0) return names;
      for await (const name of folder.keys()) {
        names.push(name);
        if (names.length % 256 !== 0) continue;
        signal?.throwIfAborted();
        onNames?.(names.length);
      }
      return names;
    }
  });
}
var MOST_FOLDERS = 1e4;

// src/js/store/waiting.ts
function createWaiting() {
  let [answered, running, stuck] = [false, 0, 0];
  const waits = /* @__PURE__ */ new Set();
  const wake = () => {
    if (answered || stuck >= running) for (const go of waits) go();
  };
  return {
    begin() {
      running += 1;
      return () => {
        running -= 1;
        wake();
      };
    },
    answered() {
      answered = true;
      wake();
    },
    async anyAnswer(signal) {
      if (answered) return true;
      stuck += 1;
      try {
        await new Promise((resolve2) => {
          const go = () => {
            waits.delete(go);
            resolve2();
          };
          waits.add(go);
          onAbort(signal, go);
          wake();
        });
        return answered;
      } finally {
        stuck -= 1;
      }
    }
  };
}

// src/js/store/http.ts
var LONGEST_WAIT2 = 1e4;
var MOST_BYTES = 1 << 30;
function httpStore(input, options = {}) {
  const address = addressOf(input);
  const link = openLink(address, options);
  const waiting = createWaiting();
  const host = {};
  async function ask(key, method, range, given2, use) {
    const href = hrefOf(address, key);
    const { controller, release } = follow(given2);
    const { signal } = controller;
    const { attempts, retryDelays } = link.limits;
    try {
      for (let tries = 1; ; tries += 1) {
        const outcome = await link.gate.pass(() => turn(href, method, range, signal, use), signal);
        if ("value" in outcome) return outcome.value;
        if (tries < Math.min(attempts, outcome.most ?? attempts) && outcome.passing) {
          await pause2(Math.max(outcome.wait ?? 0, (retryDelays[Math.min(tries, retryDelays.length) - 1] ?? 0) * (0.5 + Math.random())), signal);
          continue;
        }
        if (outcome.denied !== void 0) throw new OmescopeError("store-denied", outcome.denied, { at: { url: addressOf(href).printable } });
        throw failureOf(addressOf(href).printable, tries, outcome.problem);
      }
    } finally {
      release();
      controller.abort(new DOMException("The object was read.", "AbortError"));
    }
  }
  async function turn(href, method, range, signal, use) {
    const done = waiting.begin();
    try {
      const response = await send2(link, href, method, range, signal);
      if (response === late) return failed(noAnswer(link.limits.headerTimeout));
      link.answered = true;
      waiting.answered();
      const { status } = response;
      notice(host, method, range, response);
      if (status === 404) return letGo(response, { value: void 0 });
      if (status !== 200 && status !== 206 && status !== 416) return letGo(response, refused2(response));
      const value = await use({ response, signal, close: () => discard(response.body) });
      if (isProblem(value)) return failed(value);
      widenIfMultiplexed(link);
      return { value };
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof OmescopeError) throw cause;
      if (await waiting.anyAnswer(signal) && link.ownFetch && "location" in globalThis) return { denied: "no answer that this page may read", passing: true, most: 2, problem: noAnswer(0) };
      return failed({ code: "http-network", ...await diagnose({ ...link, address: addressOf(href) }, cause, signal), cause, retryable: true });
    } finally {
      done();
    }
  }
  async function read(key, range, signal) {
    return await ask(key, "GET", range && headerOf(range), signal, async (answer2) => {
      const { response } = answer2;
      if (response.status === 416) {
        answer2.close();
        return new Uint8Array();
      }
      const pieces = noPieces();
      const body = await readBody(response, pieces, { ...bodyLimits(link), most: MOST_BYTES }, answer2.signal);
      if (body.end === "too-long") throw new OmescopeError("store-denied", `${response.status}: it has more than ${MOST_BYTES} bytes`);
      if (body.end === "stalled") return stalled(link.limits.stallTimeout, pieces.length);
      if (body.end === "cut") return cutOff(pieces.length, body.cause);
      const bytes = joined(pieces);
      if (range !== void 0 && response.status === 200) return cut(bytes, range);
      return bytes;
    });
  }
  return {
    name: address.name,
    url: address.href,
    notes: link.notes,
    host,
    get: (key, { signal } = {}) => read(key, void 0, signal),
    getRange: (key, range, { signal } = {}) => read(key, range, signal),
    async sizeOf(key, { signal } = {}) {
      const length = await ask(key, "HEAD", void 0, signal, (answer2) => Promise.resolve({ length: declaredLength(answer2.response) })).catch((error) => {
        if (error instanceof OmescopeError && error.code === "store-denied" && /^(400|403|405|501)\b|^no answer/.test(error.message)) return { length: void 0 };
        throw error;
      });
      if (length?.length !== void 0 || length === void 0) return length?.length;
      const size = await ask(key, "GET", "bytes=0-0", signal, async ({ response, close }) => {
        const total = parseContentRange(response.headers.get("Content-Range") ?? "")?.total;
        close();
        return await Promise.resolve({ total: response.status === 200 ? declaredLength(response) : total });
      });
      return size === void 0 ? void 0 : size.total ?? (await read(key, void 0, signal))?.length;
    }
  };
}
function notice(host, method, range, response) {
  const { status } = response;
  if (method === "HEAD" && [400, 405, 501].includes(status)) host.headRefused = statusOf(response);
  if (method === "GET" && range !== void 0 && status === 200) host.rangesIgnored = true;
  const encoding = response.headers.get("Content-Encoding");
  if (encoding !== null && encoding !== "identity" && status !== 404) host.encoding = encoding;
}
function failureOf(url, tries, { code, what, todo, help, cause, retryable }) {
  const tried = tries > 1 ? ` Tried ${tries} times.` : "";
  const details = { at: { url }, ...help !== void 0 && { help }, ...cause !== void 0 && { cause }, ...retryable !== void 0 && { retryable } };
  return new OmescopeError(code, `${what} (${url}).${tried} ${todo}`, details);
}
function failed(problem) {
  return { problem, passing: true };
}
function refused2(response) {
  const wait = retryAfter(response);
  const passing = isPassing(response.status) && (wait === void 0 || wait <= LONGEST_WAIT2);
  return { denied: statusOf(response), passing, wait, problem: noAnswer(0) };
}
function letGo(response, outcome) {
  discard(response.body);
  return outcome;
}
function isProblem(value) {
  return typeof value === "object" && value !== null && "todo" in value;
}
async function send2(link, href, method, range, signal) {
  const { address } = link;
  const headers = new Headers(address.headers);
  if (range !== void 0) headers.set("Range", range);
  countRequest(link);
  const like = address.request === void 0 ? href : new Request(href, address.request);
  const answer2 = fetchHeld(link.fetch, new Request(like, { method, headers, signal }));
  return await within(answer2, link.limits.headerTimeout, signal);
}
function hrefOf({ href }, key) {
  const url = new URL(href);
  const folder = url.pathname.endsWith("/") ? url.pathname : `${url.pathname}/`;
  url.pathname = folder + partsOf(key).map(encodeURIComponent).join("/");
  return url.href;
}
function headerOf(range) {
  return "suffixLength" in range ? `bytes=-${range.suffixLength}` : `bytes=${range.offset}-${range.offset + range.length - 1}`;
}
function cut(bytes, range) {
  return "suffixLength" in range ? bytes.slice(-range.suffixLength) : bytes.slice(range.offset, range.offset + range.length);
}

// src/js/store/zip/directory.ts
var [END, END64, LOCATOR64, ENTRY] = [101010256, 101075792, 117853008, 33639248];
var END_LENGTH = 22;
var LOCATOR_LENGTH = 20;
var ENTRY_LENGTH = 46;
var LOCAL_LENGTH = 30;
var TAIL = 65535 + END_LENGTH + LOCATOR_LENGTH + 56;
var PIECE = 4 * 1024 * 1024;
var MOST_ENTRIES = 2e6;
var MOST_BYTES2 = 256 * 1024 * 1024;
async function readFully(source, offset, length, options) {
  const first = bytesOf(await source.read(offset, length, options), offset, length);
  if (first.length === length || first.length === 0) return first;
  const all = new Uint8Array(length);
  all.set(first);
  let filled = first.length;
  while (filled < length) {
    const next = bytesOf(await source.read(offset + filled, length - filled, options), offset + filled, length - filled);
    if (next.length === 0) break;
    all.set(next, filled);
    filled += next.length;
  }
  return all.subarray(0, filled);
}
async function readDirectory(source, options) {
  const size = await sizeOf2(source, options);
  const begin = Math.max(0, size - TAIL);
  const tail = await readFully(source, begin, size - begin, options);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const end = findEnd(view);
  if (end === void 0) throw broken("it has no end of central directory record: it is no zip archive, or was not copied to its end");
  const comment = new TextDecoder().decode(tail.subarray(end + END_LENGTH, end + END_LENGTH + view.getUint16(end + 20, true)));
  const record = await zip64(source, view, end, begin, size, options) ?? plainEnd(view, end, begin);
  return { ...await readEntries(source, record, options), comment, zip64: record.zip64 };
}
async function sizeOf2(source, options) {
  if (source.size === void 0) await source.read(0, 4, options);
  if (source.size !== void 0) return source.size;
  throw broken("the server does not say how long it is, and a zip archive is read from its end");
}
function findEnd(view) {
  let loose;
  for (let at = view.byteLength - END_LENGTH; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END) continue;
    const over = at + END_LENGTH + view.getUint16(at + 20, true);
    if (over === view.byteLength) return at;
    if (over < view.byteLength) loose ??= at;
  }
  return loose;
}
function plainEnd(view, end, begin) {
  const [disk, first, here, entries] = [4, 6, 8, 10].map((at) => view.getUint16(end + at, true));
  if (disk !== 0 || first !== 0 || here !== entries) throw broken("it is one part of several");
  return { entries: entries ?? 0, length: view.getUint32(end + 12, true), start: view.getUint32(end + 16, true), at: begin + end, zip64: false };
}
async function zip64(source, view, end, begin, size, options) {
  const locator = end - LOCATOR_LENGTH;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR64) return void 0;
  const stated = long(view, locator + 8);
  for (const at of [stated, begin + locator - 56]) {
    if (!(at >= 0 && at + 56 <= size)) continue;
    const bytes = await readFully(source, at, 56, options);
    const record = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < 56 || record.getUint32(0, true) !== END64) continue;
    if (record.getUint32(16, true) !== 0 || record.getUint32(20, true) !== 0) throw broken("it is one part of several");
    return { entries: long(record, 32), length: long(record, 40), start: long(record, 48), at, zip64: true };
  }
  throw broken("its ZIP64 end of central directory record is not where it is said to be");
}
async function readEntries(source, { entries: stated, length, start: told2, at }, options) {
  const start2 = at - length;
  const shift = start2 - told2;
  if (start2 < 0 || shift < 0) throw broken("its central directory does not fit into it");
  if (length > MOST_BYTES2 || stated > MOST_ENTRIES) throw broken(`its central directory has ${length} bytes and ${stated} entries, of which ${MOST_BYTES2} and ${MOST_ENTRIES} are read`);
  const files = /* @__PURE__ */ new Map();
  const refused3 = { count: 0, first: null };
  const doubled = { count: 0, first: null };
  const found = { entries: 0, compressed: 0, firstCompressed: null, first: null };
  for await (const { name, entry } of walk2(source, start2, length, shift, options)) {
    found.entries += 1;
    found.first ??= name;
    if (name.endsWith("/")) continue;
    if (entry.method !== 0) {
      found.compressed += 1;
      found.firstCompressed ??= name;
    }
    if (!isSafe(name)) {
      refused3.count += 1;
      refused3.first ??= name;
    } else if (files.has(name)) {
      doubled.count += 1;
      doubled.first ??= name;
    }
    if (isSafe(name)) files.set(name, entry);
  }
  if (found.entries !== stated && found.entries % 65536 !== stated) throw broken(`it says that it has ${stated} entries, and has ${found.entries}`);
  return { files, ...found, refused: refused3, doubled, overlapping: overlapIn(files), shift, start: start2 };
}
function overlapIn(files) {
  const sorted = [...files].sort(([, one], [, other]) => one.at - other.at);
  const at = sorted.findIndex(([, { at: begin }], index) => {
    const before = sorted[index - 1]?.[1];
    return before !== void 0 && before.packed > 0 && begin < before.at + LOCAL_LENGTH + before.packed;
  });
  return sorted[at]?.[0] ?? null;
}
async function* walk2(source, start2, length, shift, options) {
  let held = new Uint8Array();
  let at = 0;
  let read = 0;
  for (; ; ) {
    const view = new DataView(held.buffer, held.byteOffset, held.byteLength);
    while (at + ENTRY_LENGTH <= held.length) {
      if (view.getUint32(at, true) !== ENTRY) throw broken("its central directory is damaged");
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
      const next = at + ENTRY_LENGTH + nameLength + extraLength + commentLength;
      if (next > held.length) break;
      const name = nameOf2(held.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength));
      yield { name, entry: entryOf(view, at, nameLength, extraLength, shift) };
      at = next;
    }
    if (read === length) {
      if (at !== held.length) throw broken("its central directory ends in the middle of an entry");
      return;
    }
    const more = await readFully(source, start2 + read, Math.min(PIECE, length - read), options);
    if (more.length === 0) throw broken("it ends in the middle of its central directory");
    read += more.length;
    const rest = held.subarray(at);
    const joined2 = new Uint8Array(rest.length + more.length);
    joined2.set(rest);
    joined2.set(more, rest.length);
    [held, at] = [joined2, 0];
  }
}
function entryOf(view, at, nameLength, extraLength, shift) {
  let [packed, size, place] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true), view.getUint32(at + 42, true)];
  if ([packed, size, place].includes(4294967295)) {
    let field = extra64(view, at + ENTRY_LENGTH + nameLength, extraLength);
    const take = (now2) => {
      if (now2 !== 4294967295 || field === void 0 || field.start + 8 > field.end) return now2;
      const value = long(view, field.start);
      field = { ...field, start: field.start + 8 };
      return value;
    };
    size = take(size);
    packed = take(packed);
    place = take(place);
  }
  const flags = view.getUint16(at + 8, true);
  return { method: view.getUint16(at + 10, true), encrypted: (flags & 1) === 1, packed, size, crc: view.getUint32(at + 16, true), at: place + shift };
}
function extra64(view, start2, length) {
  const end = start2 + length;
  for (let at = start2; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === 1) return { start: at + 4, end: Math.min(end, at + 4 + view.getUint16(at + 2, true)) };
  }
  return void 0;
}
var UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
var LATIN1 = new TextDecoder("latin1");
function nameOf2(bytes) {
  try {
    return UTF8.decode(bytes);
  } catch {
    return LATIN1.decode(bytes);
  }
}
function isSafe(name) {
  return name !== "" && !/[\\\u0000]|^[a-z]:/i.test(name) && name.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}
function long(view, at) {
  return view.getUint32(at + 4, true) * 4294967296 + view.getUint32(at, true);
}
function broken(what) {
  return new OmescopeError("zip-broken", `The zip archive cannot be read: ${what}.`);
}

// src/js/store/zip/unpack.ts
var LOCAL = 67324752;
var MOST_BYTES3 = 1 << 30;
var MOST_UNPACKED = 64 * 1024 * 1024;
async function contentOf(source, directory, name, entry, part, options) {
  if (entry.encrypted) throw denied(name, "it is encrypted");
  if (entry.method !== 0 && entry.method !== 8) throw denied(name, `its compression (method ${entry.method}) is neither none nor Deflate`);
  if (entry.method === 0 && entry.packed !== entry.size) throw denied(name, "it is not compressed, and has two sizes");
  const [start2, end] = part;
  const [bytes, most] = entry.method === 0 ? [end - start2, MOST_BYTES3] : [Math.max(entry.size, entry.packed), MOST_UNPACKED];
  if (bytes > most) throw denied(name, `it has more than ${most} bytes`);
  const data = await placeOf2(source, directory, name, entry, options);
  if (entry.method === 0) {
    const content = await readFully(source, data + start2, bytes, options);
    if (content.length < bytes) throw denied(name, "the archive ends in the middle of it");
    return content;
  }
  const packed = await readFully(source, data, entry.packed, options);
  return (await inflate(packed, name, entry.size, options)).subarray(start2, end);
}
async function placeOf2(source, { start: start2 }, name, entry, options) {
  if (entry.at + LOCAL_LENGTH > start2) throw denied(name, "its place is not in the archive");
  const header = await readFully(source, entry.at, LOCAL_LENGTH, options);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length < LOCAL_LENGTH || view.getUint32(0, true) !== LOCAL) throw denied(name, "there is no file at its place in the archive");
  const data = entry.at + LOCAL_LENGTH + view.getUint16(26, true) + view.getUint16(28, true);
  if (data + entry.packed > start2) throw denied(name, "it reaches into the directory of the archive");
  return data;
}
async function inflate(packed, name, size, { signal }) {
  const stream = new Blob([packed]).stream().pipeThrough(inflater());
  const pieces = noPieces();
  const { end } = await readBody(new Response(stream), pieces, { most: size, stallTimeout: 6e4, onBytes: () => void 0 }, signal ?? new AbortController().signal);
  if (end === "complete" && pieces.length === size) return joined(pieces);
  throw denied(name, end === "too-long" ? `it unpacks to more than the ${size} bytes that it says` : "its compressed bytes are damaged");
}
function inflater() {
  try {
    return new DecompressionStream("deflate-raw");
  } catch (cause) {
    throw new OmescopeError("unsupported", "This JavaScript engine cannot unpack compressed files of zip archives.", {
      cause,
      help: "Pack the store without compression (`zip -0 -r`), which viewers need for speed as well, or use a newer browser or Node.js."
    });
  }
}
function denied(name, why) {
  return new OmescopeError("store-denied", `${name} in the archive cannot be read: ${why}`);
}

// src/js/store/zip.ts
var CLUTTER = /^(__MACOSX$|\.DS_Store$)/;
async function zipStore(source, options = {}) {
  const { directory, prefix, folders } = opened(await readDirectory(source, options));
  const nameOf4 = (key) => prefix + partsOf(key).join("/");
  const read = async (key, span, signal) => {
    const name = nameOf4(key);
    const entry = directory.files.get(name);
    return entry && await contentOf(source, directory, name, entry, span(entry.size), signal);
  };
  return {
    name: source.name,
    url: source.url,
    zip: noticeOf(directory, folders),
    get notes() {
      return [...source.notes ?? [], ...notesOf(directory)];
    },
    get: (key, { signal } = {}) => read(key, (size) => [0, size], { signal }),
    getRange: (key, range, { signal } = {}) => read(key, (size) => spanOf(range, size), { signal }),
    async sizeOf(key) {
      return await Promise.resolve(directory.files.get(nameOf4(key))?.size);
    },
    async names(path) {
      return await Promise.resolve([...folders.get(nameOf4(path).replace(/\/$/, "")) ?? []]);
    }
  };
}
function opened(directory) {
  const folders = foldersOf(directory.files.keys());
  const [only, ...others] = topOf(folders);
  const inside2 = only !== void 0 && others.length === 0 && only.endsWith(".zarr") && folders.has(only);
  return { directory, prefix: inside2 ? `${only}/` : "", folders };
}
function topOf(folders) {
  return [...folders.get("") ?? []].filter((name) => !CLUTTER.test(name));
}
function foldersOf(names) {
  const folders = /* @__PURE__ */ new Map();
  for (const name of names) {
    let path = name;
    for (; ; ) {
      const at = path.lastIndexOf("/");
      const [folder, last] = [path.slice(0, Math.max(at, 0)), path.slice(at + 1)];
      const known = folders.get(folder);
      if (known === void 0) folders.set(folder, /* @__PURE__ */ new Set([last]));
      else known.add(last);
      if (known !== void 0 || folder === "") break;
      path = folder;
    }
  }
  return folders;
}
function noticeOf(directory, folders) {
  const { entries, compressed, firstCompressed, first, comment, zip64: zip642 } = directory;
  return { top: topOf(folders), entries, compressed, firstCompressed, first, comment, zip64: zip642 };
}
function notesOf({ refused: refused3, doubled, overlapping }) {
  const many = (count, first) => `${count === 1 ? "One entry" : `${count} entries`} of the archive (${JSON.stringify(first)}${count === 1 ? "" : " and others"})`;
  return [
    ...refused3.count === 0 ? [] : [{ code: "zip-names", message: `${many(refused3.count, refused3.first)} would lie outside of it when unpacked, and cannot be keys of a store; left alone.` }],
    ...doubled.count === 0 ? [] : [{ code: "zip-doubled", message: `${many(doubled.count, doubled.first)} has the name of an earlier one; the last one is read.` }],
    ...overlapping === null ? [] : [{ code: "zip-overlap", message: `Files of the archive share bytes (${JSON.stringify(overlapping)} and the one before it), as in archives that are made to unpack to far more than they hold.` }]
  ];
}

// src/js/store/open.ts
var ARCHIVE = /\.(zip|ozx)$/i;
var STORE = /\.zarr$/i;
var OTHER_FILE = /\.[a-z][a-z0-9]{1,6}$/i;
async function openStore(input, options = {}) {
  const store = await findStore(input, options);
  if (store !== void 0) return store;
  const address = addressed(input);
  if (address !== void 0) return httpStore(address, options);
  return await zipStore(toSource(input, options), readOptions(options));
}
async function findStore(input, options = {}) {
  if (isStore(input)) return listable(input);
  const folder = folderIn(input);
  if (folder !== void 0) return folder;
  const address = addressed(input);
  if (address !== void 0) return await storeAt(address, options);
  const name = nameOf3(input);
  return ARCHIVE.test(name) || STORE.test(name) ? await zipStore(toSource(input, options), readOptions(options)) : void 0;
}
async function storeAt(address, options) {
  const path = pathOf(typeof address === "object" && "url" in address ? address.url : String(address));
  if (path === void 0) return void 0;
  if (ARCHIVE.test(path)) return await zipStore(toSource(address, options), readOptions(options));
  if (path.split("/").some((part) => STORE.test(part))) return httpStore(address, options);
  return OTHER_FILE.test(path) || await isTiff(address, options) ? void 0 : await probeStore(address, options);
}
async function isTiff(address, options) {
  try {
    const start2 = await toSource(address, options).read(0, 4, readOptions(options));
    return ["II", "MM"].includes(String.fromCharCode(...start2.subarray(0, 2)));
  } catch {
    options.signal?.throwIfAborted();
    return false;
  }
}
async function probeStore(address, options) {
  const store = httpStore(address, options);
  const looks = ["/zarr.json", "/.zattrs", "/.zgroup", "/.zarray"];
  const found = await Promise.all(looks.map((key) => looksLikeJson(store, key, options)));
  return found.includes(true) ? store : void 0;
}
async function looksLikeJson(store, key, { signal }) {
  try {
    const bytes = await store.get(key, { signal });
    return bytes !== void 0 && new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().startsWith("{");
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof OmescopeError) return false;
    throw error;
  }
}
function folderIn(input) {
  if (typeof input !== "object" || input === null) return void 0;
  if (Array.isArray(input) || typeof FileList === "function" && input instanceof FileList) return filesStore(input);
  if ("kind" in input && input.kind === "directory" && "getFileHandle" in input) return handleStore(input);
  if ("isDirectory" in input && input.isDirectory && "createReader" in input) return entryStore(input);
  return void 0;
}
function pathOf(href) {
  const path = /^(?:https?|s3|gs):\/\/[^/?#]*([^?#]*)/i.exec(href.trim())?.[1];
  return path?.replace(/\/$/, "");
}
function nameOf3(input) {
  const name = typeof input === "object" && "name" in input ? input.name : void 0;
  return typeof name === "string" ? name : "";
}
function readOptions({ signal }) {
  return { signal };
}

// src/js/offsets-file.ts
var TIFF_EXTENSION = /(\.ome)?\.(tiff?|tf[28]|btf)$/i;
var OTHER_EXTENSION = /\.[a-z][a-z0-9]{0,6}$/i;
function offsetsFileName(imageName) {
  const base = imageName.split(/[\\/]/).at(-1) ?? "";
  const stem = TIFF_EXTENSION.test(base) ? base.replace(TIFF_EXTENSION, "") : base.replace(OTHER_EXTENSION, "");
  return stem === "" ? "offsets.json" : `${stem}.offsets.json`;
}
function offsetsFileText(offsets) {
  return `${JSON.stringify(offsets)}
`;
}

// src/js/check/offsets.ts
var MOST_BYTES4 = 32e6;
async function findOffsets(given2, image, options) {
  if (given2 === false) return { kind: "not-looked-for" };
  if (Array.isArray(given2)) return { kind: "text", place: "the list of offsets", text: offsetsFileText(given2) };
  if (typeof given2 === "object" && isBlob(given2)) return await fromBlob(given2);
  const request = given2 === void 0 ? beside(image) : requestFor(addressOf(given2));
  return request === void 0 ? { kind: "not-looked-for" } : await fromUrl(request, options);
}
function requestFor({ href, printable, headers }, like) {
  return { request: new Request(like === void 0 ? href : new Request(href, like), { headers }), place: printable };
}
function beside(image) {
  if (image === void 0 || !image.ranged) return void 0;
  const href = image.href.replace(/ome\.tif(f?)/gi, "offsets.json");
  if (href === image.href) return void 0;
  const { printable } = addressOf(href);
  return requestFor({ ...image, href, printable }, image.request);
}
async function fromBlob(blob) {
  const place = "name" in blob && typeof blob.name === "string" ? blob.name : "the offsets file";
  if (blob.size > MOST_BYTES4) return tooLong(place);
  try {
    return { kind: "text", place, text: await blob.text() };
  } catch (error) {
    return { kind: "unreadable", place, why: messageOf(error) };
  }
}
function tooLong(place) {
  return { kind: "unreadable", place, why: `it has more than ${MOST_BYTES4} bytes` };
}
async function fromUrl({ request, place }, options) {
  const { headerTimeout, stallTimeout } = resolveLimits(options.limits);
  const { signal } = options;
  const { controller, release } = follow(signal);
  try {
    const answer2 = fetchHeld(options.fetch ?? fetch, new Request(request, { signal: controller.signal }));
    const response = await within(answer2, headerTimeout, controller.signal);
    if (response === late) return { kind: "unreadable", place, why: "the server does not answer" };
    if (response.ok) return await textOf(response, place, stallTimeout, controller.signal);
    discard(response.body);
    const absent2 = [403, 404, 410].includes(response.status);
    return absent2 ? { kind: "absent", place } : { kind: "unreadable", place, why: `the server answers ${response.status}` };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof OmescopeError) throw error;
    return { kind: "absent", place };
  } finally {
    release();
    controller.abort(new DOMException("The offsets file was read.", "AbortError"));
  }
}
async function textOf(response, place, stallTimeout, signal) {
  const pieces = noPieces();
  const { end } = await readBody(response, pieces, { most: MOST_BYTES4, stallTimeout, onBytes: () => void 0 }, signal);
  if (end === "complete") return { kind: "text", place, text: new TextDecoder().decode(joined(pieces)) };
  return end === "too-long" ? tooLong(place) : { kind: "unreadable", place, why: "the connection broke off" };
}

// src/js/check/check.ts
async function readReport(engines2, input, options = {}) {
  const store = await findStore(input, options);
  return store === void 0 ? await readFileReport(engines2, input, options) : await readStoreReport(engines2, store, options);
}
async function readFileReport(engines2, input, options) {
  if (options.view !== void 0 && Object.keys(options.view).length > 0) throw new OmescopeError("usage", "What a view asks for goes with a Zarr store, and this is a file.");
  if (options.path !== void 0 && options.path !== "") throw new OmescopeError("usage", `There is no ${options.path} in a TIFF: a path goes with a Zarr store.`);
  const source = toSource(input, options);
  const address = addressIn(input, source);
  const { bytes, ifds } = options.limits ?? {};
  const told2 = toCore({ name: source.name ?? "", ...address?.ranged && { url: address.printable }, ifds, bytes });
  const wanted = toCore({ viewers: options.viewers ?? [], rules: Object.entries(options.rules ?? {}) });
  const begin = (instance, size, reach) => instance.beginCheck(told2, size, Math.max(reach, REACH.disk));
  const offsets = await findOffsets(options.offsets, address, options);
  const report = await converse(engines2.check, source, begin, { ...options, partial: true }, (instance) => {
    instance.learnOffsets(offsets.kind, offsets.place ?? "", offsets.text ?? offsets.why ?? "");
    return JSON.parse(instance.report(wanted));
  });
  return { ...report, notes: [...source.notes ?? []] };
}
function addressIn(input, { url }) {
  const given2 = addressed(input) ?? (url !== void 0 && /^https?:/i.test(url) && URL.canParse(url) ? url : void 0);
  return given2 === void 0 ? void 0 : addressOf(given2);
}
async function readStoreReport(engines2, store, options) {
  const { signal, onProgress } = options;
  const told2 = storeTold(store, options.path, options.viewers, options.view);
  const report = await converseWithStore(engines2.zarr, store, (instance) => instance.beginStore(told2), { signal, ...onProgress && { onProgress: progressOf(onProgress) } }, (instance) => {
    const wanted = toCore({ viewers: options.viewers ?? [], rules: Object.entries(options.rules ?? {}), ...store.host && { host: store.host } });
    return JSON.parse(instance.report(wanted));
  });
  return { ...report, notes: [...store.notes ?? []] };
}
async function readCensus(engines2, input, options) {
  return await takeCensus(engines2.zarr, await openStore(input, options), options);
}
function progressOf(onProgress) {
  return (progress) => onProgress({ ...progress, ifds: 0, size: void 0 });
}

// src/js/engine.ts
var MOST_IDLE = 4;
var MOST_MEMORY = 64 * 1024 * 1024;
var FILES = { core: "omescope.wasm", check: "omescope-check.wasm", zarr: "omescope-zarr.wasm", more: "omescope-more.wasm", jxl: "omescope-jxl.wasm" };
var SIMD_PROBE = [
  0,
  97,
  115,
  109,
  1,
  0,
  0,
  0,
  1,
  5,
  1,
  96,
  0,
  1,
  123,
  3,
  2,
  1,
  0,
  10,
  10,
  1,
  8,
  0,
  65,
  0,
  253,
  15,
  253,
  98,
  11
];
function createEngine(name, load2) {
  const idle = [];
  let compiled;
  let common;
  let commonInstance;
  function loaded() {
    compiled ??= loadChecked(load2).catch((error) => {
      compiled = void 0;
      throw error;
    });
    return compiled;
  }
  async function create() {
    const { module, glue } = await loaded();
    return await instantiate(name, module, glue);
  }
  return {
    async take() {
      return idle.pop() ?? await create();
    },
    shared() {
      common ??= create().then(
        (instance) => commonInstance = instance,
        (error) => {
          common = void 0;
          throw error;
        }
      );
      return common;
    },
    drop(instance) {
      if (commonInstance === instance) common = commonInstance = void 0;
    },
    give(instance) {
      instance.end?.();
      if (idle.length < MOST_IDLE && instance.memorySize() <= MOST_MEMORY) idle.push(instance);
    }
  };
}
async function instantiate(name, module, glue) {
  const instance = glue.createGlue();
  try {
    await start(instance, module);
    const about = JSON.parse(instance.about());
    if (about.module === name && about.version === glue.version) return instance;
    throw notTheModule(name, `it is the module "${about.module}" of omescope ${about.version}, and "${name}" of ${glue.version} is needed`);
  } catch (error) {
    if (error instanceof WebAssembly.LinkError || error instanceof TypeError) throw notTheModule(name, error.message, error);
    throw error;
  }
}
async function start(instance, module) {
  try {
    instance.initSync({ module });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    await instance.default({ module_or_path: module });
  }
}
function notTheModule(name, why, cause) {
  return new OmescopeError("usage", `The WebAssembly module does not fit: ${why}.`, {
    cause,
    help: `Use ${FILES[name]} of the same release as the JavaScript files; a cache may hold an older one.`
  });
}
async function loadChecked(load2) {
  if (typeof WebAssembly === "undefined" || !WebAssembly.validate(new Uint8Array(SIMD_PROBE))) {
    throw new OmescopeError("no-simd", "This JavaScript engine has no WebAssembly SIMD, which omescope needs.", {
      help: "Use Chrome or Edge 91, Firefox 89, Safari 16.4, Node.js 16.4 or anything newer."
    });
  }
  return await load2();
}

// src/js/generated/core/glue.js
var version = "0.1.0";
function createGlue() {
  const module = { exports: {} };
  var __defProp2 = Object.defineProperty;
  var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames2 = Object.getOwnPropertyNames;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __export2 = (target, all) => {
    for (var name in all)
      __defProp2(target, name, { get: all[name], enumerable: true });
  };
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") {
      for (let key of __getOwnPropNames2(from))
        if (!__hasOwnProp.call(to, key) && key !== except)
          __defProp2(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toCommonJS = (mod) => __copyProps(__defProp2({}, "__esModule", { value: true }), mod);
  var stdin_exports = {};
  __export2(stdin_exports, {
    about: () => about,
    begin: () => begin,
    beginPixels: () => beginPixels,
    breakage: () => breakage,
    decodeInto: () => decodeInto,
    default: () => __wbg_init,
    end: () => end,
    found: () => found,
    initSync: () => initSync,
    jpegTables: () => jpegTables,
    learnSize: () => learnSize,
    memorySize: () => memorySize,
    offsets: () => offsets,
    report_panics: () => report_panics,
    step: () => step,
    storage: () => storage,
    structure: () => structure,
    supply: () => supply
  });
  module.exports = __toCommonJS(stdin_exports);
  function about() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.about();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function begin(structure2, size, reach, ifds) {
    wasm.begin(structure2, size, reach, ifds);
  }
  function beginPixels(offset, described, size, reach) {
    wasm.beginPixels(offset, described, size, reach);
  }
  function breakage() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.breakage();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function decodeInto(bytes, spec, jpeg_tables, target) {
    let ptr0, len0, ptr1, len1;
    try {
      ptr0 = passArray32ToWasm0(spec, wasm.__wbindgen_malloc);
      len0 = WASM_VECTOR_LEN;
      ptr1 = passArray8ToWasm0(jpeg_tables, wasm.__wbindgen_malloc);
      len1 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr1) {
        wasm.__wbindgen_free(ptr1, len1 * 1, 1);
      }
      if (ptr0) {
        wasm.__wbindgen_free(ptr0, len0 * 4, 4);
      }
      throw e;
    }
    const ret = wasm.decodeInto(bytes, ptr0, len0, ptr1, len1, target);
    if (ret[1]) {
      throw takeFromExternrefTable0(ret[0]);
    }
  }
  function end() {
    wasm.end();
  }
  function found() {
    const ret = wasm.found();
    return ret;
  }
  function jpegTables() {
    const ret = wasm.jpegTables();
    var v1 = getArrayU8FromWasm0(ret[0], ret[1]).slice();
    wasm.__wbindgen_free(ret[0], ret[1] * 1, 1);
    return v1;
  }
  function learnSize(size) {
    wasm.learnSize(size);
  }
  function memorySize() {
    const ret = wasm.memorySize();
    return ret;
  }
  function offsets() {
    const ret = wasm.offsets();
    var v1 = getArrayF64FromWasm0(ret[0], ret[1]).slice();
    wasm.__wbindgen_free(ret[0], ret[1] * 8, 8);
    return v1;
  }
  function report_panics() {
    wasm.report_panics();
  }
  function step() {
    const ret = wasm.step();
    if (ret[3]) {
      throw takeFromExternrefTable0(ret[2]);
    }
    var v1 = getArrayF64FromWasm0(ret[0], ret[1]).slice();
    wasm.__wbindgen_free(ret[0], ret[1] * 8, 8);
    return v1;
  }
  function storage() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.storage();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function structure() {
    let deferred1_0;
    let deferred1_1;
    try {
      const ret = wasm.structure();
      deferred1_0 = ret[0];
      deferred1_1 = ret[1];
      return getStringFromWasm0(ret[0], ret[1]);
    } finally {
      wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
  }
  function supply(start2, bytes) {
    const val2 = +start2;
    const ptr0 = passArray8ToWasm0(bytes, wasm.__wbindgen_malloc);
    const len0 = WASM_VECTOR_LEN;
    wasm.supply(val2, ptr0, len0);
  }
  function __wbg_get_imports() {
    const import0 = {
      __proto__: null,
      __wbg___wbindgen_throw_4c88d8bf264fd984: function(arg0, arg1) {
        throw new Error(getStringFromWasm0(arg0, arg1));
      },
      __wbg_length_186163212ffe79c3: function(arg0) {
        const ret = arg0.length;
        return ret;
      },
      __wbg_prototypesetcall_13162965d1fe7aa3: function(arg0, arg1, arg2) {
        Uint8Array.prototype.set.call(getArrayU8FromWasm0(arg0, arg1), arg2);
      },
      __wbg_set_feb3714f475485ba: function(arg0, arg1, arg2) {
        arg0.set(getArrayU8FromWasm0(arg1, arg2));
      },
      __wbindgen_generic_0000000000000001: function(arg0, arg1) {
        const ret = getStringFromWasm0(arg0, arg1);
        return ret;
      },
      __wbindgen_init_externref_table: function() {
        const table = wasm.__wbindgen_externrefs;
        table.set(0, void 0);
        table.set(1024, void 0);
        table.set(1025, null);
        table.set(1026, true);
        table.set(1027, false);
      }
    };
    return {
      __proto__: null,
      "./omescope_bg.js": import0
    };
  }
  function getArrayF64FromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return getFloat64ArrayMemory0().subarray(ptr / 8, ptr / 8 + len);
  }
  function getArrayU8FromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return getUint8ArrayMemory0().subarray(ptr / 1, ptr / 1 + len);
  }
  let cachedFloat64ArrayMemory0 = null;
  function getFloat64ArrayMemory0() {
    if (cachedFloat64ArrayMemory0 === null || cachedFloat64ArrayMemory0.byteLength === 0) {
      cachedFloat64ArrayMemory0 = new Float64Array(wasm.memory.buffer);
    }
    return cachedFloat64ArrayMemory0;
  }
  function getStringFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
  }
  let cachedUint32ArrayMemory0 = null;
  function getUint32ArrayMemory0() {
    if (cachedUint32ArrayMemory0 === null || cachedUint32ArrayMemory0.byteLength === 0) {
      cachedUint32ArrayMemory0 = new Uint32Array(wasm.memory.buffer);
    }
    return cachedUint32ArrayMemory0;
  }
  let cachedUint8ArrayMemory0 = null;
  function getUint8ArrayMemory0() {
    if (cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0) {
      cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);
    }
    return cachedUint8ArrayMemory0;
  }
  function passArray32ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 4, 4) >>> 0;
    getUint32ArrayMemory0().set(arg, ptr / 4);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
  }
  function passArray8ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 1, 1) >>> 0;
    getUint8ArrayMemory0().set(arg, ptr / 1);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
  }
  function takeFromExternrefTable0(idx) {
    const value = wasm.__wbindgen_externrefs.get(idx);
    wasm.__externref_table_dealloc(idx);
    return value;
  }
  let cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
  cachedTextDecoder.decode();
  const MAX_SAFARI_DECODE_BYTES = 2146435072;
  let numBytesDecoded = 0;
  function decodeText(bytes) {
    numBytesDecoded += bytes.length;
    if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
      cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
      cachedTextDecoder.decode();
      numBytesDecoded = bytes.length;
    }
    return cachedTextDecoder.decode(bytes);
  }
  let WASM_VECTOR_LEN = 0;
  let wasmModule, wasmInstance, wasm;
  function __wbg_finalize_init(instance, module2) {
    wasmInstance = instance;
    wasm = instance.exports;
    wasmModule = module2;
    cachedFloat64ArrayMemory0 = null;
    cachedUint32ArrayMemory0 = null;
    cachedUint8ArrayMemory0 = null;
    wasm.__wbindgen_start();
    return wasm;
  }
  async function __wbg_load(module2, imports) {
    if (typeof Response === "function" && module2 instanceof Response) {
      if (!module2.ok) {
        throw new Error(`failed to fetch Wasm: ${module2.status} ${module2.statusText} fetching '${module2.url}'`);
      }
      if (typeof WebAssembly.instantiateStreaming === "function") {
        try {
          return await WebAssembly.instantiateStreaming(module2, imports);
        } catch (e) {
          const validResponse = expectedResponseType(module2.type);
          if (validResponse && module2.headers.get("Content-Type") !== "application/wasm") {
            console.warn("`WebAssembly.instantiateStreaming` failed because your server does not serve Wasm with `application/wasm` MIME type. Falling back to `WebAssembly.instantiate` which is slower. Original error:\n", e);
          } else {
            throw e;
          }
        }
      }
      const bytes = await module2.arrayBuffer();
      return await WebAssembly.instantiate(bytes, imports);
    } else {
      const instance = await WebAssembly.instantiate(module2, imports);
      if (instance instanceof WebAssembly.Instance) {
        return { instance, module: module2 };
      } else {
        return instance;
      }
    }
    function expectedResponseType(type) {
      switch (type) {
        case "basic":
        case "cors":
        case "default":
          return true;
      }
      return false;
    }
  }
  function initSync(module2) {
    if (wasm !== void 0) return wasm;
    if (module2 !== void 0) {
      if (Object.getPrototypeOf(module2) === Object.prototype) {
        ({ module: module2 } = module2);
      } else {
        console.warn("using deprecated parameters for `initSync()`; pass a single object instead");
      }
    }
    const imports = __wbg_get_imports();
    if (!(module2 instanceof WebAssembly.Module)) {
      module2 = new WebAssembly.Module(module2);
    }
    const instance = new WebAssembly.Instance(module2, imports);
    return __wbg_finalize_init(instance, module2);
  }
  let __wbg_init_promise;
  async function __wbg_init(module_or_path) {
    if (wasm !== void 0) return wasm;
    if (__wbg_init_promise === void 0) {
      __wbg_init_promise = __wbg_init_once(module_or_path);
      __wbg_init_promise.catch(() => {
        __wbg_init_promise = void 0;
      });
    }
    return __wbg_init_promise;
  }
  async function __wbg_init_once(module_or_path) {
    if (module_or_path !== void 0) {
      if (Object.getPrototypeOf(module_or_path) === Object.prototype) {
        ({ module_or_path } = module_or_path);
      } else {
        console.warn("using deprecated parameters for the initialization function; pass a single object instead");
      }
    }
    const imports = __wbg_get_imports();
    if (typeof module_or_path === "string" || typeof Request === "function" && module_or_path instanceof Request || typeof URL === "function" && module_or_path instanceof URL) {
      module_or_path = fetch(module_or_path);
    }
    const { instance, module: module2 } = await __wbg_load(await module_or_path, imports);
    return __wbg_finalize_init(instance, module2);
  }
  return module.exports;
}

// src/js/load.ts
async function load(name, told2) {
  const file = FILES[name];
  const input = typeof told2 === "function" ? await told2() : told2;
  if (input === void 0) {
    throw new OmescopeError("usage", `This call needs ${file}, and \`initialize\` was not told where it is.`, {
      help: `Call \`await initialize(core, { ${name}: new URL('omescope/${file}', \u2026) })\`, or import \`omescope\`, which finds it by itself.`
    });
  }
  if (input instanceof WebAssembly.Module) return input;
  if (input instanceof ArrayBuffer || ArrayBuffer.isView(input)) return await WebAssembly.compile(input);
  const response = input instanceof Response ? input : await fetch(input);
  if (!response.ok) {
    throw new OmescopeError("http-status", `${file} could not be loaded: ${response.url} answers ${response.status}.`, {
      at: { url: response.url, status: response.status }
    });
  }
  const module = await moduleOf(response);
  if (module !== void 0) return module;
  throw new OmescopeError("http-not-data", `${response.url} is not a WebAssembly module.`, {
    at: { url: response.url },
    help: "The server answers with something else, often its index page. Import `omescope` instead, which has the module as text, too."
  });
}
async function moduleOf(response) {
  const streamed = /^application\/wasm$/i.test(response.headers.get("Content-Type") ?? "") && typeof WebAssembly.compileStreaming === "function";
  if (streamed) return await WebAssembly.compileStreaming(response);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return bytes[0] === 0 && bytes[1] === 97 && bytes[2] === 115 && bytes[3] === 109 ? await WebAssembly.compile(bytes) : void 0;
}

// src/js/check/report.ts
var GRADES = { loads: 0, unknown: 1, note: 1, slow: 2, wrong: 3, fails: 4 };
function isAtLeast(one, other) {
  return GRADES[one] >= GRADES[other];
}
function worstVerdict({ verdicts }) {
  return verdicts.map(({ verdict }) => verdict).reduce((worst, verdict) => GRADES[verdict] > GRADES[worst] ? verdict : worst, "loads");
}

// src/js/slim.ts
var engines;
async function initialize(input, further = {}) {
  const told2 = await input;
  const check2 = createEngine("check", async () => ({ module: await load("check", further.check), glue: await Promise.resolve().then(() => (init_glue(), glue_exports)) }));
  const made = {
    core: told2 === void 0 ? check2 : createEngine("core", async () => ({ module: await load("core", told2), glue: { createGlue, version } })),
    check: check2,
    zarr: createEngine("zarr", async () => ({ module: await load("zarr", further.zarr), glue: await Promise.resolve().then(() => (init_glue2(), glue_exports2)) })),
    more: createEngine("more", async () => ({ module: await load("more", further.more), glue: await Promise.resolve().then(() => (init_glue3(), glue_exports3)) })),
    jxl: createEngine("jxl", async () => ({ module: await load("jxl", further.jxl), glue: await Promise.resolve().then(() => (init_glue4(), glue_exports4)) }))
  };
  if (told2 !== void 0 && typeof told2 !== "function") made.core.give(await made.core.take());
  engines = made;
}
async function check(input, options) {
  return await readReport(initialized(), input, options);
}
async function census(input, options = {}) {
  return await readCensus(initialized(), input, options);
}
function initialized() {
  if (engines !== void 0) return engines;
  throw new OmescopeError("usage", "omescope/slim has no WebAssembly module yet.", {
    help: "Call `await initialize(new URL('omescope/omescope.wasm', \u2026))` first, or import `omescope`, which finds it by itself."
  });
}

// src/js/cli/home.ts
import { existsSync } from "node:fs";
function inPackage(path) {
  let folder = new URL(".", import.meta.url);
  while (!existsSync(new URL("package.json", folder))) {
    const above = new URL("..", folder);
    if (above.href === folder.href) break;
    folder = above;
  }
  return new URL(path, folder);
}

// src/js/cli/engine.ts
async function startEngine({ check: check2, zarr } = {}) {
  const lazily = (name) => () => moduleIn(name);
  await initialize(lazily("omescope.wasm"), { check: check2 ?? lazily("omescope-check.wasm"), zarr: zarr ?? lazily("omescope-zarr.wasm"), more: lazily("omescope-more.wasm"), jxl: lazily("omescope-jxl.wasm") });
}
function moduleIn(name) {
  return new WebAssembly.Module(readFileSync(inPackage(`dist/${name}`)));
}

// src/js/cli/beside.ts
import { existsSync as existsSync3, readFileSync as readFileSync2 } from "node:fs";
import { basename as basename2, dirname, join as join4 } from "node:path";

// src/js/cli/terminal.ts
var ACTIVE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
var LOG_COMMAND = /##(?=\w*\[)/g;
var LINE_COMMAND = /^(\s*):(?=:)/gm;
function clean(text) {
  return text.replace(ACTIVE, escaped).replace(LOG_COMMAND, "#\\u0023").replace(LINE_COMMAND, "$1\\u003a");
}
function cleanLine(text) {
  return clean(text.replaceAll("\n", " "));
}
function escaped(character) {
  return Array.from({ length: character.length }, (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`).join("");
}
var CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] };
function painter(color2) {
  return (text, style) => {
    const [on, off] = CODES[style];
    return color2 ? `\x1B[${on}m${text}\x1B[${off}m` : text;
  };
}
function createStatusLine(stream = process.stderr) {
  if (stream.isTTY !== true) return { silent: true, show: () => void 0, clear: () => void 0 };
  let shown = false;
  return {
    silent: false,
    show(text) {
      shown = true;
      stream.write(`\r\x1B[K${cleanLine(text).slice(0, Math.max(20, (stream.columns || 80) - 1))}`);
    },
    clear() {
      if (shown) stream.write("\r\x1B[K");
      shown = false;
    }
  };
}

// src/js/cli/failure.ts
var EXIT = { ok: 0, findings: 1, usage: 2, internal: 3 };
var UsageError = class extends Error {
};
function tellFailure(name, error, paint) {
  const label = paint("error:", "red");
  if (error instanceof UsageError) return { text: `${label} ${cleanLine(error.message)}`, exit: EXIT.usage };
  if (!(error instanceof OmescopeError)) {
    return { text: `${label} ${cleanLine(name)}: ${clean(error instanceof Error ? error.stack ?? error.message : String(error))}`, exit: EXIT.internal };
  }
  const line = `${label} ${cleanLine(name)}: ${cleanLine(error.message)} ${paint(`[${error.code}]`, "dim")}`;
  return { text: error.help === void 0 ? line : `${line}
${indent(clean(error.help))}`, exit: exitOf(error) };
}
function exitOf({ code }) {
  if (code === "internal") return EXIT.internal;
  return code.startsWith("ifd-") ? EXIT.findings : EXIT.usage;
}
function indent(text) {
  return text.split("\n").map((line) => line === "" ? "" : `      ${line}`).join("\n");
}

// src/js/cli/input.ts
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { basename, join as join3 } from "node:path";

// src/js/cli/glob.ts
import { existsSync as existsSync2, readdirSync } from "node:fs";
import { join as join2, sep } from "node:path";

// src/js/cli/url.ts
var URL_SCHEME = /^(https?|s3|gs):\/\//i;
function isUrl(text) {
  return URL_SCHEME.test(text);
}

// src/js/cli/glob.ts
function isPattern(input) {
  return /[*?]/.test(input) && !isUrl(input) && !existsSync2(input);
}

// src/js/cli/input.ts
function isFolder(text) {
  return !isUrl(text) && (statSync(text, { throwIfNoEntry: false })?.isDirectory() ?? false);
}
function openInput(text) {
  if (isUrl(text)) return { text, name: nameOfUrl(text), path: void 0, source: text, close: () => void 0 };
  if (text === "-") throw new UsageError("standard input cannot be read in parts; give the file itself");
  const file = openFile(text);
  return { text, name: basename(text), path: text, source: fileSource(file.descriptor, file.size, basename(text)), close: () => closeSync(file.descriptor) };
}
function openFile(path) {
  try {
    const descriptor = openSync(path, "r");
    const stat2 = fstatSync(descriptor);
    if (stat2.isFile()) return { descriptor, size: stat2.size };
    closeSync(descriptor);
    throw new UsageError(stat2.isDirectory() ? `${path} is a folder; images in it are meant by '${join3(path, "*.ome.tif")}', and Zarr stores are for omescope check and inspect` : `${path} is not a regular file`);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} cannot be opened: ${reasonOf2(error)}${isPattern(path) ? ", and none that the pattern fits" : ""}`);
  }
}
function reasonOf2(error) {
  const { code, message } = error;
  const words = {
    ENOENT: "there is no such file",
    EACCES: "you may not read it",
    EPERM: "you may not read it",
    EMFILE: "too many files are open"
  };
  return words[code ?? ""] ?? message;
}
function fileSource(descriptor, size, name) {
  return {
    size,
    name,
    reach: "memory",
    read(offset, length) {
      const buffer = Buffer.allocUnsafeSlow(length);
      return buffer.subarray(0, readSync(descriptor, buffer, 0, length, offset));
    }
  };
}
function nameOfUrl(url) {
  const path = url.replace(/[?#].*$/s, "").replace(URL_SCHEME, "");
  const last = path.split("/").slice(1).at(-1) ?? "";
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch {
  }
  return name.replace(/[/\\\u0000]/g, "_").replace(/^\.+$/, "") || "image";
}

// src/js/cli/beside.ts
function offsetsBeside({ path, name }) {
  if (path === void 0) return {};
  const beside2 = join4(dirname(path), offsetsFileName(name));
  return { offsets: existsSync3(beside2) ? fileOf2(beside2) : false };
}
function fileOf2(path) {
  try {
    return new File([readFileSync2(path)], basename2(path));
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

// src/js/cli/folder.ts
import { open, readFile, readdir, realpath, stat } from "node:fs/promises";
import { basename as basename3, join as join5, resolve, sep as sep2 } from "node:path";
function folderStore(path) {
  const root = realpath(resolve(path));
  return {
    name: basename3(resolve(path)),
    async get(key) {
      const file = await inside(root, key);
      return file === void 0 ? void 0 : await readFile(file).catch(absent);
    },
    async getRange(key, range) {
      const file = await inside(root, key);
      if (file === void 0) return void 0;
      const [offset, length] = "offset" in range ? [range.offset, range.length] : [Math.max(0, (await stat(file)).size - range.suffixLength), range.suffixLength];
      return await readPart(file, offset, length).catch(absent);
    },
    async sizeOf(key) {
      const file = await inside(root, key);
      const found = file === void 0 ? void 0 : await stat(file).catch(absent);
      return found?.isFile() ? found.size : void 0;
    },
    async names(folder, { signal, onNames } = {}) {
      const at = await inside(root, folder);
      const names = at === void 0 ? [] : await readdir(at).catch(absent) ?? [];
      signal?.throwIfAborted();
      onNames?.(names.length);
      return names;
    }
  };
}
async function readPart(file, start2, length) {
  const handle = await open(file);
  try {
    const room = Math.max(0, Math.min(length, (await handle.stat()).size - start2));
    const { bytesRead, buffer } = await handle.read(new Uint8Array(room), 0, room, start2);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
async function inside(root, key) {
  const parts = key.split("/").slice(1);
  if (parts.some((part) => part === ".." || /[\\\u0000]/.test(part))) throw new OmescopeError("store-denied", `${key} is no key of a store`);
  const base = await root;
  const found = await realpath(join5(base, ...parts)).catch(absent);
  if (found === void 0 || found === base || found.startsWith(base.endsWith(sep2) ? base : base + sep2)) return found;
  throw new OmescopeError("store-denied", `${key} leads out of the store`);
}
function absent(error) {
  if (["ENOENT", "ENOTDIR", "EISDIR", "ELOOP", "ENAMETOOLONG"].includes(error.code ?? "")) return void 0;
  if (["EACCES", "EPERM"].includes(error.code ?? "")) throw new OmescopeError("store-denied", "you may not read it", { cause: error });
  throw error;
}

// src/js/cli/images.ts
import { existsSync as existsSync4, readdirSync as readdirSync2 } from "node:fs";
import { join as join6 } from "node:path";
var MARKS = ["zarr.json", ".zgroup", ".zattrs", ".zarray", ".zmetadata"];
function isStoreFolder(path) {
  return /\.zarr[/\\]*$/i.test(path) || MARKS.some((name) => existsSync4(join6(path, name)));
}
function isPlainFolder(path) {
  return isFolder(path) && !isStoreFolder(path);
}

// src/js/cli/outcome.ts
function failureOf2(error) {
  if (error instanceof OmescopeError) {
    const { code, message: message2, help } = error;
    return { code, message: message2, ...help !== void 0 && { help } };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: error instanceof UsageError ? "read-failed" : "internal", message };
}

// src/js/cli/progress.ts
var UNITS = ["bytes", "kB", "MB", "GB", "TB"];
function bytesText(bytes) {
  let [size, unit] = [bytes, 0];
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1e3;
    unit += 1;
  }
  return `${unit === 0 || size >= 99.5 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
}
function countText(count) {
  return Number.isSafeInteger(count) ? String(count).replace(/\B(?=(\d{3})+$)/g, ",") : count.toLocaleString("en-US");
}
async function withProgress(name, work) {
  const status = createStatusLine();
  if (status.silent) return await work(() => void 0);
  try {
    return await work(({ bytes, requests, ifds }) => {
      status.show(`${name}: ${ifds === 0 ? "" : `${countText(ifds)} IFDs, `}${bytesText(bytes)} read in ${countText(requests)} requests`);
    });
  } finally {
    status.clear();
  }
}

// src/js/cli/look.ts
async function lookAt(input, task2, { options, paint }) {
  try {
    const looked = await checkOne(input, task2, { ...options, ...task2.options, limits: { ...options.limits, ...task2.options.limits } });
    return { outcome: { input, ...looked }, exit: exitOfReport(looked.report, task2.failOn), told: void 0 };
  } catch (error) {
    options.signal?.throwIfAborted();
    const { text, exit } = tellFailure(input, error, paint);
    return { outcome: { input, error: failureOf2(error) }, exit, told: text };
  }
}
function exitOfReport(report, failOn) {
  return failOn !== "never" && isAtLeast(worstOf(report), failOn) ? EXIT.findings : EXIT.ok;
}
function worstOf(report) {
  const verdict = worstVerdict(report);
  if (report.census?.arrays.some(isSuspicious) && !isAtLeast(verdict, "wrong")) return "wrong";
  return verdict === "loads" && report.findings.length > 0 ? "note" : verdict;
}
async function checkOne(text, { offsets, census: counting }, options) {
  if (options.path === void 0 && isPlainFolder(text)) throw new UsageError(`${text} is a folder without a Zarr store; omescope ${text} looks at what is in it`);
  if (isFolder(text)) return { report: await checkStore(text, folderStore(text), counting, options) };
  const input = openInput(text);
  try {
    const store = counting ? await findStore(input.source, options) : void 0;
    if (store !== void 0) return { report: await checkStore(text, store, counting, options) };
    const given2 = offsets === void 0 ? offsetsBeside(input) : { offsets };
    const report = await withProgress(text, (onProgress) => check(input.source, { ...options, ...given2, onProgress }));
    return { report, ...given2.offsets !== void 0 && { indexed: given2.offsets !== false } };
  } finally {
    input.close();
  }
}
async function checkStore(text, store, counting, options) {
  const report = await withProgress(text, (onProgress) => check(store, { ...options, onProgress }));
  return counting ? { ...report, census: await countChunks(text, store, options) } : report;
}
async function countChunks(text, store, { path, signal }) {
  const status = createStatusLine();
  try {
    const onProgress = ({ files, arrays, arraysDone }) => {
      status.show(`${text}: ${countText(files)} chunks found, ${arraysDone} of ${arrays} arrays counted`);
    };
    return await census(store, { path, signal, onProgress });
  } finally {
    status.clear();
  }
}

// src/js/cli/reading.ts
function readOptions2({ headers, concurrency }, signal) {
  const options = { limits: { concurrency }, ...signal && { signal } };
  if (headers.length === 0) return options;
  return {
    ...options,
    fetch: (request) => {
      for (const [name, value] of headers) request.headers.set(name, value);
      return fetch(request);
    }
  };
}

// src/js/cli/worker.ts
var { modules, task, color } = workerData;
var setting = { options: readOptions2(task.reading), paint: painter(color) };
var started = startEngine(modules);
parentPort?.on("message", (input) => {
  void started.then(() => lookAt(input, task, setting)).then((looked) => parentPort?.postMessage(looked));
});
