/* Bytes from a terminal, cut where the first of them says. */
#include "tests/fuzz/fuzz.h"
#include "tui/term/decode.h"

static void take(Decoder *decoder, gboolean quiet) {
  for (;;) {
    g_auto(Event) event = {0};
    if (!decoder_next(decoder, quiet, &event))
      return;
    g_assert_cmpint(event.type, !=, EVENT_NONE);
    if (event.type == EVENT_PASTE)
      fuzz_check_text(event.text);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0)
    return 0;
  size_t piece = (size_t)data[0] + 1;
  const char *bytes = (const char *)data + 1;
  size--;
  g_autoptr(Decoder) decoder = decoder_new();
  decoder_bind(decoder, "\033[1;9Q", KEYNAME_F12);
  for (size_t i = 0; i < size; i += piece) {
    size_t some = MIN(piece, size - i);
    decode_is_burst(bytes + i, some);
    decoder_feed(decoder, bytes + i, some);
    take(decoder, FALSE);
  }
  take(decoder, TRUE);
  return 0;
}
