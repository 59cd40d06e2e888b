#include "cmarkdown.h"

#include <cmark.h>
#include <string.h>

/// Puts a link in the place of a picture: a page that shows it would ask somebody for it.
static void link_instead(cmark_node *image) {
  cmark_node *link = cmark_node_new(CMARK_NODE_LINK);
  if (!link) return;
  cmark_node_set_url(link, cmark_node_get_url(image));
  cmark_node_set_title(link, cmark_node_get_title(image));
  for (cmark_node *child = cmark_node_first_child(image); child;) {
    cmark_node *next = cmark_node_next(child);
    cmark_node_append_child(link, child);
    child = next;
  }
  cmark_node_replace(image, link);
  cmark_node_free(image);
}

char *carnet_markdown_html(const char *text) {
  cmark_node *document = cmark_parse_document(text, strlen(text), CMARK_OPT_DEFAULT);
  if (!document) return NULL;
  cmark_iter *iterator = cmark_iter_new(document);
  cmark_event_type event;
  while ((event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iterator);
    if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_HEADING) {
      int level = cmark_node_get_heading_level(node) + 1;
      cmark_node_set_heading_level(node, level > 6 ? 6 : level);
    }
    // Behind its children, so that the way through the tree does not lead into a node that is gone.
    if (event == CMARK_EVENT_EXIT && cmark_node_get_type(node) == CMARK_NODE_IMAGE) link_instead(node);
  }
  cmark_iter_free(iterator);
  // Raw HTML and addresses that run scripts are left out, unless asked for.
  char *html = cmark_render_html(document, CMARK_OPT_DEFAULT);
  cmark_node_free(document);
  return html;
}
