/* A disk that can be watched, slowed and broken: loaded before libc (LD_PRELOAD) by bench/shims.py.

   FAULTIO_UNDER    only files whose path begins with this are touched
   FAULTIO_LOG      each change to them is written here, in the order in which it was made (records: see `note`)
   FAULTIO_SYNC_MS  every fsync and fdatasync takes so many milliseconds longer
   FAULTIO_ARM      when this file appears it is taken away, and what it says is done: "OP NTH ERRNO TIMES", where OP is
                    `write` or `sync`: from the NTH next one on, TIMES of them fail with ERRNO and change nothing

   Shared memory (-shm) is left alone: it does not outlive a crash. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define MOST 4096
enum { STRANGE = 0, UNSEEN = -1 };

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static const char *under, *arm;
static long sync_ms;
static int out = -1;
static int file_of[MOST]; /* UNSEEN, STRANGE, or the number it has in the log */
static int files;
static long until_fault[2] = {-1, -1}, faults[2];
static int with_errno[2];

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_open)(const char *, int, ...);
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_ftruncate)(int, off_t), (*real_close)(int);
static int (*real_unlink)(const char *), (*real_rename)(const char *, const char *);

__attribute__((constructor)) static void begin(void) {
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_open = dlsym(RTLD_NEXT, "open64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_close = dlsym(RTLD_NEXT, "close");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_rename = dlsym(RTLD_NEXT, "rename");
    for (int fd = 0; fd < MOST; fd++) file_of[fd] = UNSEEN;
    under = getenv("FAULTIO_UNDER");
    arm = getenv("FAULTIO_ARM");
    sync_ms = getenv("FAULTIO_SYNC_MS") ? atol(getenv("FAULTIO_SYNC_MS")) : 0;
    if (under && getenv("FAULTIO_LOG"))
        out = real_open(getenv("FAULTIO_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int ours(const char *path) {
    size_t size = strlen(path), folder = under ? strlen(under) : 0; /* which ends in a slash */
    int inside = under && (strncmp(path, under, folder) == 0 || (size == folder - 1 && !strncmp(path, under, size)));
    return inside && !(size > 4 && strcmp(path + size - 4, "-shm") == 0);
}

/* One record: op, process, file, offset, size, then so many bytes. One write, so that processes do not mix. */
static void note(char op, int file, int64_t offset, const void *data, uint32_t size) {
    struct __attribute__((packed)) { char op; uint32_t process, file; int64_t offset; uint32_t size; } head;
    if (out < 0) return;
    head.op = op, head.process = getpid(), head.file = file, head.offset = offset, head.size = size;
    struct iovec parts[2] = {{&head, sizeof head}, {(void *)data, size}};
    if (writev(out, parts, size ? 2 : 1) < 0) abort();
}

static int file_at(int fd) {
    char link[64], path[4096];
    ssize_t size;
    if (!under || fd < 0 || fd >= MOST || fd == out) return STRANGE;
    if (file_of[fd] != UNSEEN) return file_of[fd];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    size = readlink(link, path, sizeof path - 1);
    path[size < 0 ? 0 : size] = 0;
    file_of[fd] = ours(path) ? ++files : STRANGE;
    if (file_of[fd]) note('O', file_of[fd], 0, path, strlen(path));
    return file_of[fd];
}

static void listen_for_orders(void) {
    char text[128], op[16] = "";
    long nth = 0, number = 0, times = 0;
    int fd;
    if (!arm || (fd = real_open(arm, O_RDONLY | O_CLOEXEC)) < 0) return;
    ssize_t size = read(fd, text, sizeof text - 1);
    real_close(fd);
    real_unlink(arm);
    text[size < 0 ? 0 : size] = 0;
    if (sscanf(text, "%15s %ld %ld %ld", op, &nth, &number, &times) != 4) abort();
    int which = strcmp(op, "sync") == 0;
    until_fault[which] = nth, with_errno[which] = number, faults[which] = times;
}

static int fails(int sync) {
    listen_for_orders();
    if (until_fault[sync] < 0) return 0;
    if (until_fault[sync] > 1) return until_fault[sync]--, 0;
    if (faults[sync]-- > 0) return errno = with_errno[sync], 1;
    return until_fault[sync] = -1, 0;
}

static void slow_down(void) {
    struct timespec rest = {sync_ms / 1000, sync_ms % 1000 * 1000000};
    if (sync_ms) nanosleep(&rest, NULL);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off_t offset) {
    int file = file_at(fd);
    if (!file) return real_pwrite(fd, data, size, offset);
    pthread_mutex_lock(&one_at_a_time);
    ssize_t done = fails(0) ? -1 : real_pwrite(fd, data, size, offset);
    if (done > 0) note('W', file, offset, data, done);
    pthread_mutex_unlock(&one_at_a_time);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return pwrite64(fd, data, size, offset); }

ssize_t write(int fd, const void *data, size_t size) {
    int file = file_at(fd);
    if (!file) return real_write(fd, data, size);
    pthread_mutex_lock(&one_at_a_time);
    off_t at = lseek(fd, 0, fcntl(fd, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    ssize_t done = fails(0) ? -1 : real_write(fd, data, size);
    if (done > 0) note('W', file, at, data, done);
    pthread_mutex_unlock(&one_at_a_time);
    return done;
}

static int synced(int fd, int (*real)(int)) {
    int file = file_at(fd);
    if (!file) return real(fd);
    slow_down();
    pthread_mutex_lock(&one_at_a_time);
    int bad = fails(1) ? -1 : real(fd);
    if (!bad) note('S', file, 0, NULL, 0);
    pthread_mutex_unlock(&one_at_a_time);
    return bad;
}
int fsync(int fd) { return synced(fd, real_fsync); }
int fdatasync(int fd) { return synced(fd, real_fdatasync); }

int ftruncate64(int fd, off_t size) {
    int file = file_at(fd);
    if (!file) return real_ftruncate(fd, size);
    pthread_mutex_lock(&one_at_a_time);
    int bad = real_ftruncate(fd, size);
    if (!bad) note('T', file, size, NULL, 0);
    pthread_mutex_unlock(&one_at_a_time);
    return bad;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int unlink(const char *path) {
    pthread_mutex_lock(&one_at_a_time);
    int bad = real_unlink(path);
    if (!bad && ours(path)) note('U', 0, 0, path, strlen(path));
    pthread_mutex_unlock(&one_at_a_time);
    return bad;
}

int rename(const char *from, const char *to) {
    char both[8192];
    pthread_mutex_lock(&one_at_a_time);
    int bad = real_rename(from, to);
    if (!bad && (ours(from) || ours(to))) {
        int size = snprintf(both, sizeof both, "%s%c%s", from, '\n', to);
        note('R', 0, 0, both, size);
    }
    pthread_mutex_unlock(&one_at_a_time);
    return bad;
}

int close(int fd) {
    if (fd >= 0 && fd < MOST) file_of[fd] = UNSEEN;
    return real_close(fd);
}
