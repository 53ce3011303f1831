/** What `omescope --help` prints. */
export const HELP = `omescope reads OME-TIFF files and Zarr stores the way web viewers do.

  omescope [check] FILE|FOLDER|ARCHIVE|URL...
                                 say for each viewer whether it loads, shows right and is fast, and how to mend it
      --viewer ID[,ID...]        judge for these (omescope viewers lists them)
      --format FORMAT            pretty, json, ndjson, sarif, markdown or github
      --fail-on EFFECT           exit 1 from here on: fails, wrong (the default), slow, note; or never
      --rule ID=off|warn|error   count a rule otherwise (omescope rules lists them; may be repeated)
      --offsets FILE|URL|none    the offsets.json that goes with it (else the one beside it)
      --max-bytes N              bytes of tables and tiles that are read (3,145,728)
      --path PATH                judge this group or array of a Zarr store, and not its root
      --view NAME=PATH           what a Vitessce view config asks of the store: obsSets, obsEmbedding, obsFeatureMatrix,
                                 initialFeatureFilterPath, coordinateSystem (may be repeated; adata.obs["leiden"] is understood)
      --census                   count the chunks of a Zarr store: missing, empty, under keys that no viewer looks for
      -o, --output PATH          write there instead of printing
      --force                    replace an existing file

  omescope fix FOLDER            mend the metadata of a Zarr store: omero with windows and rdefs, separators of chunks,
                                 NaN and trailing commas in JSON, consolidated metadata; never chunks
      --dry-run                  print what would be changed, as a diff (the default); exit 1 if there is something
      --write                    write it; what was there stays as NAME.omescope-backup
      --path PATH                mend this group or array and what is below it
      --json                     as JSON

  omescope config FOLDER|ARCHIVE|URL
                                 print a view config of Vitessce with what passed the check
      --url URL                  the address that the store will have
      --path PATH                show this group of the store
      -o, --output PATH          write there instead of printing
      --force                    replace an existing file

  omescope dingus attributes|zarr PATH
                                 print {"valid": ..., "message": ...} for the conformance runner of ome/ngff-spec

  omescope rules                 list the rules; --json with all their texts
  omescope explain RULE...       say what a rule is about, whom it affects, and how that is known
  omescope viewers               list the viewers that are judged for

  omescope offsets FILE|URL...   write X.offsets.json beside each X.ome.tif
      -o, --output PATH          write there instead (one input)
      --stdout                   print instead of writing
      --check OFFSETS.json       compare an existing file with the image; exit 1 if it does not fit
      --force                    replace an existing file that differs
      --partial                  of a damaged image, take the offsets before the damage

  omescope inspect FILE|FOLDER|ARCHIVE|URL...
                                 print the tree of IFDs and SubIFDs, or of the groups and arrays of a Zarr store
      --json                     as JSON
      --all                      every one, also those that say the same as the one before
      --path PATH                from this group of a store on

  omescope export FILE|URL -o OUT.npy|OUT.png|OUT.raw
                                 decode one plane: a NumPy array, a picture (contrast from the 1st to the
                                 99th percentile), or little-endian samples
      --image N --level N        which image, which resolution (0 by default)
      --c N --z N --t N          which plane
      --ifd N|@OFFSET            any IFD instead, by number or place
      --window X,Y,W,H           a part of the plane
      --sha256                   print the hash of the samples; -o may then be left out
      --force                    replace an existing file

  For all
      --header 'NAME: VALUE'     send with each request (may be repeated)
      --concurrency N            requests at a time (16 by default)
      -h, --help   -V, --version

Exit codes: 0 all well, 1 findings, 2 usage or an input that cannot be read, 3 a bug of omescope.
Nothing is uploaded; of a URL only the bytes that are needed are read.`;
