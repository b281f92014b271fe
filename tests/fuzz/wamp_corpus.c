/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Writes inputs of fuzz_wamp: wamp_corpus OUTDIR FOLDER. Messages of each kind, and every sample of the conformance set
 * in FOLDER, if that is there. The first byte of an input is its serializer.
 */
#include <glob.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const own[] = {
    "[1,\"samspil\",{\"authmethods\":[\"ticket\"],\"authid\":\"x\",\"authextra\":{\"organisation\":\"o\"}}]",
    "[5,\"e30.e30.AA\",{}]",
    "[48,1,{\"timeout\":100,\"receive_progress\":true},\"samspil.directory.list_organisations\",[],{\"limit\":3}]",
    "[48,2.0,{},\"samspil.cases.get_case\",[{\"case_id\":\"x\"}]]",
    "[49,1,{\"mode\":\"skip\"}]",
    "[32,3,{\"match\":\"wildcard\"},\"samspil.feed..requested\"]",
    "[34,4,1]",
    "[16,5,{\"acknowledge\":true},\"samspil.feed\",[1,-2,3.5,null],{\"a\":[[[]]]}]",
};

static int write_input(const char *folder, char serializer, const void *data, size_t size)
{
    static unsigned number;
    char path[4096];
    (void) snprintf(path, sizeof(path), "%s/%03u", folder, number++);
    FILE *file = fopen(path, "wb");
    if (!file)
        return -1;
    (void) fputc(serializer, file);
    (void) fwrite(data, 1, size, file);
    return fclose(file);
}

static void write_samples(const char *folder, const json_t *serializers)
{
    static uint8_t bytes[65536];
    const json_t *sample;
    size_t i, size;
    json_array_foreach(json_object_get(serializers, "json"), i, sample)
    {
        const char *text = json_string_value(json_object_get(sample, "bytes"));
        (void) write_input(folder, 'j', text, strlen(text));
    }
    json_array_foreach(json_object_get(serializers, "msgpack"), i, sample)
    {
        const char *hex = json_string_value(json_object_get(sample, "bytes_hex"));
        if (sodium_hex2bin(bytes, sizeof(bytes), hex, strlen(hex), NULL, &size, NULL) == 0)
            (void) write_input(folder, 'm', bytes, size);
    }
}

int main(int argc, char **argv)
{
    char pattern[4096];
    glob_t files;
    if (argc != 3 || (mkdir(argv[1], 0777) != 0 && access(argv[1], W_OK) != 0))
        return EXIT_FAILURE;
    for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
        if (write_input(argv[1], 'j', own[i], strlen(own[i])) != 0)
            return EXIT_FAILURE;
    }
    (void) snprintf(pattern, sizeof(pattern), "%s/singlemessage/*/*.json", argv[2]);
    if (glob(pattern, 0, NULL, &files) != 0)
        return EXIT_SUCCESS;
    for (size_t i = 0; i < files.gl_pathc; i++) {
        json_t *file = json_load_file(files.gl_pathv[i], 0, NULL), *sample;
        size_t k;
        json_array_foreach(json_object_get(file, "samples"), k, sample)
            write_samples(argv[1], json_object_get(sample, "serializers"));
        json_decref(file);
    }
    globfree(&files);
    return EXIT_SUCCESS;
}
