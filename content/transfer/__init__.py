"""Content as Markdown files with YAML front matter, in and out.

Both ways read the same description of a type: the fields every page has (`pages.COMMON_FIELDS`)
and those a type declares on its model (`transfer_fields`). What a file says and what is stored
are compared as front matter and Markdown, so a file that changes nothing is seen to.

`docs` of the format, beyond plain CommonMark:

    > A quotation.                          a quote block; the last line, if it begins
    > — Who said it                         with a dash and a space, is the attribution

    > **Key point: Title**                  a key point block
    >
    > Text with **bold** words and lists.

    ![alt](images/file.jpg "caption")       a picture, alone in its paragraph; no alt: decorative

    **Table: Caption**                      a table, with or without a caption; its first row
                                            says what the columns hold
    | Heading | Heading |
    | --- | --- |
    | cell | cell |

    [words](page:KEY/LOCALE)                a link to a page, by its key
    [words](page:home.homepage/en)          a link to a home or index page

Consecutive paragraphs, headings and lists form one text block.
"""
