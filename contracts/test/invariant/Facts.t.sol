// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";

import {Facts} from "src/Facts.sol";

import {FactsHandler} from "./FactsHandler.t.sol";

contract FactsInvariantTest is Test {
    FactsHandler private _handler;
    Facts private _facts;

    function setUp() public {
        _handler = new FactsHandler();
        _facts = _handler.contractUnderTest();
        bytes4[] memory selectors = new bytes4[](6);
        selectors[0] = FactsHandler.record.selector;
        selectors[1] = FactsHandler.revoke.selector;
        selectors[2] = FactsHandler.recordRoot.selector;
        selectors[3] = FactsHandler.rotate.selector;
        selectors[4] = FactsHandler.applyRotation.selector;
        selectors[5] = FactsHandler.equivocate.selector;
        targetContract(address(_handler));
        targetSelector(FuzzSelector(address(_handler), selectors));
    }

    function invariant_FACTS_1_nothingHappensBelowQuorum() public view {
        assertEq(_handler.acceptedBelowQuorum(), 0);
    }

    function invariant_FACTS_2_oneValuePerRound() public view {
        for (uint64 round; round < 4; ++round) {
            for (uint256 value; value < 3; ++value) {
                uint40 recordedAt = _facts.recordedAt(_handler.factOf(round, value));
                if (recordedAt != 0) assertEq(_handler.first(round), value + 1);
            }
        }
    }

    function invariant_FACTS_3_twoSignedValuesAreProven() public view {
        assertEq(_handler.refusedProofs(), 0);
    }
}
