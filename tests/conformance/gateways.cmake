file(GLOB gateway_suite CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/gateways/*.cpp)
add_executable(gateway_conformance_test ${gateway_suite})
target_link_libraries(gateway_conformance_test PRIVATE atelier_payment atelier_payment_sandbox atelier_sandbox atelier_storage_memory atelier_payment_stripe atelier_payment_adyen atelier_payment_paypal atelier_security atelier_http GTest::gmock GTest::gtest_main)
target_compile_options(gateway_conformance_test PRIVATE ${ATELIER_WARNINGS})
add_test(NAME gateway_conformance COMMAND gateway_conformance_test WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
# The same suite with the providers' own specifications between adapters and fakes; skipped, aloud, where the specifications are not.
add_test(NAME gateway_specifications
         COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/gateways/specifications/gateway_specifications_test.py $<TARGET_FILE:gateway_conformance_test>
         WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
set_tests_properties(gateway_specifications PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 600)
