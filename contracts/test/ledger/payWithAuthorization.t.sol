// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ledger} from "src/Ledger.sol";
import {Authorization, depositNonce, paymentNonce} from "src/types/Payment.sol";

import {AuthorizedToken} from "../mocks/AuthorizedToken.sol";
import {Payee} from "../mocks/Payee.sol";
import {LedgerBase} from "./LedgerBase.sol";

// payWithAuthorization
// ├── when the holder authorised it
// │   ├── it credits the payee's account
// │   ├── it tells the payee, with the holder as payer
// │   └── it emits Transfer, Deposited and Paid
// ├── when another payee, key, purpose or minimum is named: it reverts
// ├── when it was signed for a deposit: it reverts
// └── when the payee refuses
//     └── it reverts with the payee's reason, and the holder keeps the tokens
contract LedgerPayWithAuthorizationTest is LedgerBase {
    AuthorizedToken private _dollar;

    function setUp() public override {
        super.setUp();
        _dollar = new AuthorizedToken();
    }

    function test_paysWithTheHoldersTokens(uint256 amount, bytes32 key, bytes calldata data, bytes32 salt) public {
        _dollar.mint(alice.account, amount);
        address account = ledger.accountOf(address(payee), key);
        Authorization memory authorization = _sign(amount, key, data, salt);

        _expectTransfer(bob.account, address(0), account, _idOf(address(_dollar)), amount);
        vm.expectEmit(address(ledger));
        emit Ledger.Deposited(address(_dollar), alice.account, account, amount);
        vm.expectEmit(address(ledger));
        emit Ledger.Paid(alice.account, address(payee), key, _idOf(address(_dollar)), amount);
        vm.prank(bob.account);
        uint256 units = ledger.payWithAuthorization(address(_dollar), authorization, address(payee), key, amount, data);

        assertEq(units, amount);
        _assertBalance(account, _idOf(address(_dollar)), amount);
        (address payer, bytes32 key_, uint256 id_, uint256 amount_, bytes memory data_) = payee.received();
        assertEq(payer, alice.account);
        assertEq(key_, key);
        assertEq(id_, _idOf(address(_dollar)));
        assertEq(amount_, amount);
        assertEq(data_, data);
    }

    function test_reverts_whenBoundToOtherTerms(uint128 amount, bytes32 key, bytes calldata data) public {
        vm.assume(key != KEY && keccak256(data) != keccak256(""));
        _dollar.mint(alice.account, amount);
        Authorization memory authorization = _sign(amount, KEY, "", 0);
        Payee other = new Payee(ledger);

        vm.expectRevert(AuthorizedToken.WrongSignature.selector);
        ledger.payWithAuthorization(address(_dollar), authorization, address(other), KEY, amount, "");

        vm.expectRevert(AuthorizedToken.WrongSignature.selector);
        ledger.payWithAuthorization(address(_dollar), authorization, address(payee), key, amount, "");

        vm.expectRevert(AuthorizedToken.WrongSignature.selector);
        ledger.payWithAuthorization(address(_dollar), authorization, address(payee), KEY, amount, data);

        vm.expectRevert(AuthorizedToken.WrongSignature.selector);
        ledger.payWithAuthorization(address(_dollar), authorization, address(payee), KEY, uint256(amount) + 1, "");
    }

    function test_reverts_whenSignedForDeposit(uint128 amount) public {
        _dollar.mint(alice.account, amount);
        Authorization memory authorization =
            _authorization(_dollar, alice, amount, 0, depositNonce(address(payee), amount, 0));

        vm.expectRevert(AuthorizedToken.WrongSignature.selector);
        ledger.payWithAuthorization(address(_dollar), authorization, address(payee), KEY, amount, "");
    }

    function test_reverts_whenPayeeRefuses(uint128 amount) public {
        _dollar.mint(alice.account, amount);
        Authorization memory authorization = _sign(amount, KEY, "why", 0);
        payee.refuse();

        vm.expectRevert(abi.encodeWithSelector(Payee.Refused.selector, bytes("why")));
        ledger.payWithAuthorization(address(_dollar), authorization, address(payee), KEY, amount, "why");
        assertEq(_dollar.balanceOf(alice.account), amount);
    }

    function _sign(uint256 amount, bytes32 key, bytes memory data, bytes32 salt)
        private
        view
        returns (Authorization memory)
    {
        bytes32 nonce = paymentNonce(address(payee), key, keccak256(data), amount, salt);
        return _authorization(_dollar, alice, amount, salt, nonce);
    }
}
